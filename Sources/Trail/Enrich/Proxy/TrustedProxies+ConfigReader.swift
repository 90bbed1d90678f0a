public import Configuration

extension TrustedProxies {
    /// What an app's own configuration says, by the keys of Trail's settings.
    ///
    /// - Configuration keys:
    ///   - `proxy.trusted` (list of networks, default: none): who is believed.
    ///   - `proxy.header` (`x-forwarded-for`, `x-real-ip` or `forwarded`, default:
    ///     `x-forwarded-for`): where they name the client.
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the key whose value it cannot be.
    public init(config: ConfigReader) throws(TrailError) {
        let settings = SettingReader(config)
        var ranges: [AddressRange] = []
        for text in settings.list("proxy.trusted") ?? [] {
            guard let range = AddressRange(text) else {
                throw SettingReader.invalid(
                    "proxy.trusted",
                    "a network such as 10.0.0.0/8 or an address in place of '\(text)'"
                )
            }
            ranges.append(range)
        }
        let name = settings.text("proxy.header") ?? ForwardingHeader.xForwardedFor.rawValue
        guard let header = ForwardingHeader(name: name) else {
            let names = ForwardingHeader.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingReader.invalid("proxy.header", "one of \(names)")
        }
        self.init(ranges, header: header)
    }
}
