/// One element of `Forwarded`: what one proxy says of one request (RFC 7239 §4).
struct ForwardedElement {
    /// `for`: the node that sent the request to the proxy, unquoted.
    private(set) var node: [UInt8]?
    /// `proto`, unquoted.
    private(set) var scheme: [UInt8]?
    /// `host`, unquoted.
    private(set) var host: [UInt8]?

    /// Parses an element; `nil` where it is not of the form that RFC 7239 gives.
    init?(_ bytes: ArraySlice<UInt8>) {
        var seen: Set<[UInt8]> = []
        for pair in ReversedElements(bytes, separator: UInt8(ascii: ";")) {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                let value = HeaderText.unquoted(pair[(equals + 1)...])
            else { return nil }
            let name = pair[..<equals].map { HeaderText.lowercased($0) }
            guard !name.isEmpty, name.allSatisfy(HeaderText.isTokenByte),
                seen.insert(name).inserted
            else { return nil }
            switch name {
            case Self.nodeName: self.node = value
            case Self.schemeName: self.scheme = value
            case Self.hostName: self.host = value
            default: continue
            }
        }
        guard !seen.isEmpty else { return nil }
    }

    private static let nodeName = Array("for".utf8)
    private static let schemeName = Array("proto".utf8)
    private static let hostName = Array("host".utf8)
}
