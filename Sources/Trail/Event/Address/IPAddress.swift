/// An IPv4 or IPv6 address.
///
/// An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`) is the IPv4 address that it carries: a client
/// is the same client whichever kind of socket accepted it.
public struct IPAddress: Sendable, Hashable {
    /// The address as 128 bits; an IPv4 address in its mapped form.
    package let bits: UInt128

    init(bits: UInt128) {
        self.bits = bits
    }

    init(ipv4 bits: UInt32) {
        self.bits = 0xFFFF << 32 | UInt128(bits)
    }

    /// Parses the text of an address.
    ///
    /// IPv4 is four decimal numbers without leading zeros; IPv6 is any form of RFC 4291 §2.2.
    /// A port, a zone, brackets or surrounding spaces are refused.
    public init?(_ text: String) {
        self.init(utf8: Array(text.utf8))
    }

    /// Parses the text of an address given as UTF-8.
    package init?(utf8 text: some RandomAccessCollection<UInt8>) {
        // The longest text is an IPv6 address that ends in an IPv4 one.
        guard text.count >= 2, text.count <= 45 else { return nil }
        var reader = AddressReader(text)
        guard let address = text.contains(UInt8(ascii: ":")) ? reader.ipv6() : reader.ipv4(),
            reader.isAtEnd
        else { return nil }
        self = address
    }

    /// Whether it is an IPv4 address, mapped or not.
    public var isIPv4: Bool { self.bits >> 32 == 0xFFFF }
}

/// Reads the text of an address.
private struct AddressReader<Text: RandomAccessCollection<UInt8>> {
    private var rest: Text.SubSequence

    init(_ text: Text) {
        self.rest = text[...]
    }

    var isAtEnd: Bool { self.rest.isEmpty }

    mutating func ipv4() -> IPAddress? {
        var bits: UInt32 = 0
        for octet in 0..<4 {
            if octet > 0 {
                guard self.skip(UInt8(ascii: ".")) else { return nil }
            }
            guard let value = self.octet() else { return nil }
            bits = bits << 8 | value
        }
        return IPAddress(ipv4: bits)
    }

    mutating func ipv6() -> IPAddress? {
        var bits: UInt128 = 0
        var groups = 0
        var gap: Int?
        if self.skip(UInt8(ascii: ":")) {
            guard self.skip(UInt8(ascii: ":")) else { return nil }
            gap = 0
        }
        while groups < 8, !(self.isAtEnd && gap == groups) {
            let before = self.rest
            guard let group = self.group() else { return nil }
            if self.rest.first == UInt8(ascii: ".") {
                self.rest = before
                guard groups <= 6, let tail = self.ipv4() else { return nil }
                bits = bits << 32 | (tail.bits & 0xFFFF_FFFF)
                groups += 2
                break
            }
            bits = bits << 16 | group
            groups += 1
            guard !self.isAtEnd else { break }
            guard groups < 8, self.skip(UInt8(ascii: ":")) else { return nil }
            if self.skip(UInt8(ascii: ":")) {
                guard gap == nil else { return nil }
                gap = groups
            }
        }
        guard let gap else { return groups == 8 ? IPAddress(bits: bits) : nil }
        // The gap stands for at least one group; what follows it belongs to the low end.
        guard groups < 8 else { return nil }
        let lowBits = 16 * (groups - gap)
        let low = bits & ((1 << UInt128(lowBits)) - 1)
        return IPAddress(bits: (bits >> lowBits) << (128 - 16 * gap) | low)
    }

    private mutating func octet() -> UInt32? {
        var value: UInt32 = 0
        var digits = 0
        while let byte = self.rest.first, byte >= 48, byte <= 57 {
            guard digits < 3, !(digits == 1 && value == 0) else { return nil }
            value = value * 10 + UInt32(byte - 48)
            digits += 1
            self.rest = self.rest.dropFirst()
        }
        return digits > 0 && value <= 255 ? value : nil
    }

    private mutating func group() -> UInt128? {
        var value: UInt128 = 0
        var digits = 0
        while let byte = self.rest.first, let digit = Self.hexadecimal(byte) {
            guard digits < 4 else { return nil }
            value = value << 4 | UInt128(digit)
            digits += 1
            self.rest = self.rest.dropFirst()
        }
        return digits > 0 ? value : nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard self.rest.first == byte else { return false }
        self.rest = self.rest.dropFirst()
        return true
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
