internal import Trail

/// The form of what names a host, in a `Host` field or an address: a name or an address, and
/// perhaps a port (RFC 9110 §7.2), in ASCII.
enum HostSyntax {
    /// Names are not longer than that (RFC 1035).
    private static let longest = 255

    /// Whether `text` has the form.
    static func isValid(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longest + 6 else { return false }
        guard bytes.first == UInt8(ascii: "[") else {
            let name = bytes.prefix { $0 != UInt8(ascii: ":") }
            return Self.isName(name) && Self.isPort(bytes.dropFirst(name.count))
        }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
        let address = String(decoding: bytes[1..<end], as: UTF8.self)
        return address.contains(":") && IPAddress(address) != nil
            && Self.isPort(bytes[(end + 1)...])
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        guard !name.isEmpty, name.count <= Self.longest else { return false }
        return name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// Whether there is no port, or a colon and the number of one.
    private static func isPort(_ port: ArraySlice<UInt8>) -> Bool {
        guard let colon = port.first else { return true }
        let digits = port.dropFirst()
        guard colon == UInt8(ascii: ":"), (1...5).contains(digits.count) else { return false }
        var number = 0
        for digit in digits {
            guard digit >= 48, digit <= 57 else { return false }
            number = number * 10 + Int(digit - 48)
        }
        return number <= 65_535
    }
}
