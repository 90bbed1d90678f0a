import Testing

@testable import Trail

@Suite struct IPAddressNodeTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:443", "192.0.2.1"), ("192.0.2.1:_x", "192.0.2.1"),
        ("2001:DB8::1", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:65535", "2001:db8::1"), ("[2001:db8::1]:_hidden", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"), ("[fe80::1%25eth0.1]:80", "fe80::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"), ("[::ffff:192.0.2.1]:80", "192.0.2.1"), ("::1", "::1"),
    ])
    func `reads an address as proxies write it`(node: String, address: String) {
        #expect(IPAddress(node: Array(node.utf8))?.description == address)
    }

    @Test(arguments: [
        "", "unknown", "_hidden", "_", "-", "localhost", "192.0.2", "192.0.2.256", "192.0.2.1:",
        "192.0.2.1:x", "192.0.2.1:123456", "192.0.2.1:80:80", "192.0.2.1%eth0", "[192.0.2.1]",
        "[192.0.2.1]:80", "[2001:db8::1", "2001:db8::1]", "[2001:db8::1]80", "[2001:db8::1]:",
        "[2001:db8::1]:_", "[]", "[", "[%eth0]", "fe80::1%", "fe80::1%a b", "%eth0",
        "1:2:3:4:5:6:7:8:80", " 192.0.2.1", "192.0.2.1 ", "\"192.0.2.1\"",
    ])
    func `refuses what is no address`(node: String) {
        #expect(IPAddress(node: Array(node.utf8)) == nil)
    }
}
