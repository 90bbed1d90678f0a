import Testing

@testable import Trail

@Suite struct IPAddressPublicTests {
    /// The last address before a network, its first, its last, and the first behind it.
    @Test(arguments: [
        (nil, "0.0.0.0", "0.255.255.255", "1.0.0.0"),
        ("9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"),
        ("100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"),
        ("126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"),
        ("169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"),
        ("172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"),
        ("191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"),
        ("192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"),
        ("192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"),
        ("192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"),
        ("198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"),
        ("198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"),
        ("203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"),
        ("223.255.255.255", "224.0.0.0", "255.255.255.255", nil),
        (nil, "::", "::1", "::2"),
        ("64:ff9b:0:ffff::", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "64:ff9b:2::"),
        ("ff:ffff::", "100::", "100::1:ffff:ffff:ffff:ffff", "100:0:0:2::"),
        ("2001:1:ffff::", "2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", "2001:2:1::"),
        ("2001:f:ffff::", "2001:10::", "2001:2f:ffff::", "2001:30::"),
        ("2001:db7:ffff::", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"),
        ("3ffe:ffff::", "3fff::", "3fff:fff:ffff::", "3fff:1000::"),
        ("5eff:ffff::", "5f00::", "5f00:ffff::", "5f01::"),
        ("fbff:ffff::", "fc00::", "fdff:ffff::", "fe00::"),
        ("fe7f:ffff::", "fe80::", "feff:ffff::", nil),
        (nil, "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", nil),
    ])
    func `knows the special networks exactly`(
        before: String?,
        first: String,
        last: String,
        after: String?
    ) throws {
        #expect(try #require(IPAddress(first)).isPublic == false)
        #expect(try #require(IPAddress(last)).isPublic == false)
        if let before { #expect(try #require(IPAddress(before)).isPublic) }
        if let after { #expect(try #require(IPAddress(after)).isPublic) }
    }

    @Test(arguments: [
        "81.2.69.142", "8.8.8.8", "172.64.0.1", "2a02:d000::1", "2002:5102:458e::1", "64:ff9b::1",
    ])
    func `takes others for public`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
    }

    @Test(arguments: ["::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:192.168.1.1"])
    func `sees through IPv6`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
    }
}
