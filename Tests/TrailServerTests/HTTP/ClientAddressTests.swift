import Testing

@testable import TrailServer

@Suite struct ClientAddressTests {
    @Test(arguments: [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("::1", "::1"),
    ])
    func `is canonical text`(peer: String, text: String) {
        #expect(ClientAddress(peer)?.text == text)
    }

    @Test func `counts an IPv6 network as one`() {
        func network(_ peer: String) -> UInt64? { ClientAddress(peer)?.network }
        #expect(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        #expect(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"))
        #expect(network("203.0.113.9") != network("203.0.113.10"))
        #expect(network("203.0.113.9") == network("::ffff:203.0.113.9"))
        #expect(network("0.0.0.1") != network("::1"))
    }

    @Test(arguments: ["", "localhost", "203.0.113.9:80", "fe80::1%eth0"])
    func `is nothing else`(peer: String) {
        #expect(ClientAddress(peer) == nil)
    }
}
