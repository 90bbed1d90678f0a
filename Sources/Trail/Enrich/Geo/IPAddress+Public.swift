extension IPAddress {
    /// Whether the address can be that of a host on the public internet.
    ///
    /// Private, loopback, link-local, shared, documentation, benchmarking, multicast and reserved
    /// networks are not: no database can say where they are.
    public var isPublic: Bool {
        let ranges = self.isIPv4 ? SpecialRanges.ipv4 : SpecialRanges.ipv6
        return !ranges.contains { $0.contains(self) }
    }
}

/// The networks that are not public, from the registries of special-purpose addresses
/// (RFC 6890), exactly as they are assigned.
enum SpecialRanges {
    static let ipv4 = Self.ranges([
        ("0.0.0.0/8", "this network, RFC 791 §3.2"),
        ("10.0.0.0/8", "private, RFC 1918"),
        ("100.64.0.0/10", "shared by carriers (CGNAT), RFC 6598"),
        ("127.0.0.0/8", "loopback, RFC 1122 §3.2.1.3"),
        ("169.254.0.0/16", "link-local, RFC 3927"),
        ("172.16.0.0/12", "private, RFC 1918"),
        ("192.0.0.0/24", "protocol assignments, RFC 6890 §2.1"),
        ("192.0.2.0/24", "documentation, RFC 5737"),
        ("192.88.99.0/24", "6to4 relays, RFC 7526"),
        ("192.168.0.0/16", "private, RFC 1918"),
        ("198.18.0.0/15", "benchmarking, RFC 2544"),
        ("198.51.100.0/24", "documentation, RFC 5737"),
        ("203.0.113.0/24", "documentation, RFC 5737"),
        ("224.0.0.0/4", "multicast, RFC 5771"),
        ("240.0.0.0/4", "reserved and broadcast, RFC 1112 §4, RFC 919"),
    ])

    static let ipv6 = Self.ranges([
        ("::/128", "unspecified, RFC 4291 §2.5.2"),
        ("::1/128", "loopback, RFC 4291 §2.5.3"),
        ("64:ff9b:1::/48", "local translation, RFC 8215"),
        ("100::/64", "discard, RFC 6666"),
        ("100:0:0:1::/64", "dummy prefix, RFC 9780"),
        ("2001:2::/48", "benchmarking, RFC 5180"),
        ("2001:10::/28", "ORCHID, RFC 4843"),
        ("2001:20::/28", "ORCHIDv2, RFC 7343"),
        ("2001:db8::/32", "documentation, RFC 3849"),
        ("3fff::/20", "documentation, RFC 9637"),
        ("5f00::/16", "segment routing, RFC 9602"),
        ("fc00::/7", "unique local (ULA), RFC 4193"),
        ("fe80::/10", "link-local, RFC 4291 §2.5.6"),
        ("fec0::/10", "site-local, RFC 3879"),
        ("ff00::/8", "multicast, RFC 4291 §2.7"),
    ])

    private static func ranges(_ list: [(network: String, purpose: String)]) -> [AddressRange] {
        list.map { network, _ in
            guard let range = AddressRange(network) else {
                preconditionFailure("not a network: \(network)")
            }
            return range
        }
    }
}
