import HTTPTypes
import Logging
import Trail

extension Settings {
    /// What is read from requests about their clients, and which proxies are believed about them.
    func clientReader() throws(SettingsError) -> ClientReader {
        var ranges: [AddressRange] = []
        for text in self.list("proxy.trusted") {
            guard let range = AddressRange(text) else {
                throw self.invalid(
                    "proxy.trusted",
                    expected: "a network such as 10.0.0.0/8 or an address in place of '\(text)'"
                )
            }
            ranges.append(range)
        }
        guard let header = ForwardingHeader(name: try self.requiredText("proxy.header")) else {
            let names = ForwardingHeader.allCases.map(\.rawValue).joined(separator: ", ")
            throw self.invalid("proxy.header", expected: "one of \(names)")
        }
        return ClientReader(
            proxies: TrustedProxies(ranges, header: header),
            browser: try self.fieldName("client.browser-header"),
            platform: try self.fieldName("client.platform-header"),
            os: try self.fieldName("client.os-header")
        )
    }

    /// What tells where addresses are; `nil` where no database is set.
    func geoEnricher(logger: Logger) throws(CommandFailure) -> GeoEnricher? {
        guard let path = self.text("geoip.path"), !path.isEmpty else { return nil }
        do {
            return try GeoEnricher(path: path, logger: logger)
        } catch {
            throw CommandFailure("geoip.path: \(error)")
        }
    }

    /// The header field that a setting names; `nil` where it names none.
    private func fieldName(_ key: String) throws(SettingsError) -> HTTPField.Name? {
        guard let text = self.text(key), !text.isEmpty else { return nil }
        guard let name = HTTPField.Name(text) else {
            throw self.invalid(key, expected: "the name of a header field")
        }
        return name
    }

    private func invalid(_ key: String, expected: String) -> SettingsError {
        .invalid(key, expected: expected, source: self.values[key]?.source)
    }
}
