import Testing
import Trail

@Suite struct IPAddressNetworkTests {
    @Test func `counts an IPv6 network as one`() {
        func network(_ text: String) -> UInt64? { IPAddress(text)?.network }
        #expect(network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        #expect(network("2001:db8:1:2::1") != network("2001:db8:1:3::1"))
        #expect(network("203.0.113.9") != network("203.0.113.10"))
        #expect(network("203.0.113.9") == network("::ffff:203.0.113.9"))
        #expect(network("0.0.0.1") != network("::1"))
    }
}
