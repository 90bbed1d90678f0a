extension IPAddress {
    /// Parses an address as proxies write it: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`,
    /// `[2001:db8::1]:443`, `fe80::1%eth0`.
    ///
    /// Port and zone are checked and left out. `unknown` and hidden names such as `_proxy1`
    /// (RFC 7239 §6) are no addresses, and neither is anything else.
    init?(node: some RandomAccessCollection<UInt8>) {
        let text = node[...]
        if text.first == UInt8(ascii: "[") {
            guard let close = text.firstIndex(of: UInt8(ascii: "]")),
                Self.isPort(text[text.index(after: close)...]),
                let inner = Self(zoned: text[text.index(after: text.startIndex)..<close]),
                text[..<close].contains(UInt8(ascii: ":"))
            else { return nil }
            self = inner
            return
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
            self.init(utf8: text)
            return
        }
        if text[..<colon].contains(UInt8(ascii: ".")) {
            guard Self.isPort(text[colon...]) else { return nil }
            self.init(utf8: text[..<colon])
        } else {
            self.init(zoned: text)
        }
    }

    /// Parses an IPv6 address with or without a zone (RFC 4007 §11).
    private init?(zoned text: some RandomAccessCollection<UInt8>) {
        guard let percent = text.firstIndex(of: UInt8(ascii: "%")) else {
            self.init(utf8: text)
            return
        }
        let zone = text[text.index(after: percent)...]
        guard !zone.isEmpty, zone.allSatisfy(Self.isZoneByte),
            text[..<percent].contains(UInt8(ascii: ":"))
        else { return nil }
        self.init(utf8: text[..<percent])
    }

    /// Whether `text` is nothing, or a colon with a port or a hidden port (RFC 7239 §6.2).
    private static func isPort(_ text: some Collection<UInt8>) -> Bool {
        guard let colon = text.first else { return true }
        let port = text.dropFirst()
        guard colon == UInt8(ascii: ":"), let first = port.first else { return false }
        guard first == UInt8(ascii: "_") else {
            return port.count <= 5 && port.allSatisfy { $0 >= 48 && $0 <= 57 }
        }
        return port.count > 1 && port.allSatisfy(Self.isZoneByte)
    }

    /// Letters, digits, `.`, `_`, `-`.
    private static func isZoneByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        case UInt8(ascii: "-"): true
        default: false
        }
    }
}
