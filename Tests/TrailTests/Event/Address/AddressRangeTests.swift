import Testing
import Trail

@Suite struct AddressRangeTests {
    @Test(
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
            ("203.0.113.64/26", "203.0.113.127", true), ("203.0.113.64/26", "203.0.113.128", false),
            ("0.0.0.0/0", "198.51.100.1", true), ("0.0.0.0/0", "::1", false),
            ("::/0", "2001:db8::1", true), ("::/0", "198.51.100.1", false),
            ("2001:db8::/32", "2001:db8:ffff::", true), ("2001:db8::/32", "2001:db9::", false),
            ("2001:db8::/127", "2001:db8::1", true), ("2001:db8::/127", "2001:db8::2", false),
            ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "::ffff:192.0.2.1", true),
            ("::ffff:192.0.2.0/120", "192.0.2.200", true), ("192.0.2.1/32", "192.0.2.2", false),
        ]
    )
    func `holds its own addresses and no others`(
        network: String,
        address: String,
        isIn: Bool
    ) throws {
        let range = try #require(AddressRange(network))
        #expect(range.contains(try #require(IPAddress(address))) == isIn)
    }

    @Test(
        arguments: [
            ("10.0.0.0/8", "10.0.0.0/8"), ("192.0.2.1", "192.0.2.1/32"),
            ("2001:DB8::/32", "2001:db8::/32"), ("::1", "::1/128"), ("::/0", "::/0"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ]
    )
    func `prints the one text of a network`(text: String, canonical: String) throws {
        let range = try #require(AddressRange(text))
        #expect(range.description == canonical)
        #expect(AddressRange(canonical) == range)
    }

    @Test(
        arguments: [
            "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/-1",
            "10.0.0.0/8/8", "10.0.0.0 /8", "10.0.0/8", "10.0.0.1/8", "::/129", "2001:db8::1/64",
            "10.0.0.0/255.0.0.0",
        ]
    )
    func `refuses what is no network`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `knows when it holds one address alone`() {
        #expect(AddressRange("192.0.2.1")?.single == IPAddress("192.0.2.1"))
        #expect(AddressRange("192.0.2.1/32")?.single == IPAddress("192.0.2.1"))
        #expect(AddressRange("192.0.2.0/31")?.single == nil)
        #expect(AddressRange("::1/128")?.single == IPAddress("::1"))
    }
}
