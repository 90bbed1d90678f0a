/// A network of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address alone.
///
/// IPv4 networks hold IPv4 addresses, mapped ones included, and IPv6 networks hold IPv6 addresses
/// only: `::/0` is all of IPv6.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    /// The first address of the network.
    public let address: IPAddress
    private let prefixBits: Int

    /// The network that holds `address` alone.
    public init(_ address: IPAddress) {
        self.address = address
        self.prefixBits = 128
    }

    /// Parses a network in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), or one address.
    ///
    /// `nil` where the prefix length is out of range or has leading zeros, or where the address
    /// has bits beyond the prefix: `10.0.0.1/8` is more likely a slip than a network.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)) else { return nil }
        guard parts.count == 2 else {
            self.init(address)
            return
        }
        // A mapped network counts its prefix as the IPv6 text says, all others as their family.
        let isDotted = !first.utf8.contains(UInt8(ascii: ":"))
        guard let length = Self.length(parts[1]), length <= (isDotted ? 32 : 128) else {
            return nil
        }
        self.init(network: address, prefixBits: isDotted ? length + 96 : length)
    }

    private init?(network: IPAddress, prefixBits: Int) {
        guard network.bits & ~Self.mask(prefixBits) == 0 else { return nil }
        self.address = network
        self.prefixBits = prefixBits
    }

    /// Whether the network is one of IPv4 addresses.
    public var isIPv4: Bool { self.address.isIPv4 && self.prefixBits >= 96 }

    /// How many leading bits the addresses share: 0 to 32 for IPv4, 0 to 128 for IPv6.
    public var prefixLength: Int { self.isIPv4 ? self.prefixBits - 96 : self.prefixBits }

    /// The address, if the network holds no other.
    public var single: IPAddress? { self.prefixBits == 128 ? self.address : nil }

    /// Whether `address` lies in the network.
    public func contains(_ address: IPAddress) -> Bool {
        (address.bits ^ self.address.bits) & Self.mask(self.prefixBits) == 0
            && address.isIPv4 == self.isIPv4
    }

    /// The network in CIDR notation.
    public var description: String { "\(self.address)/\(self.prefixLength)" }

    private static func mask(_ prefixBits: Int) -> UInt128 {
        prefixBits == 0 ? 0 : UInt128.max << (128 - prefixBits)
    }

    private static func length(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 3 else { return nil }
        guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        guard text.utf8.count == 1 || text.utf8.first != 48 else { return nil }
        return Int(text)
    }
}
