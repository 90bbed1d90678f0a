import Testing

@testable import Trail

@Suite struct ReachedAddressTests {
    private static func address(
        _ authority: String?,
        host: String? = nil,
        scheme: ForwardedRequest.Scheme? = nil
    ) throws -> ReachedAddress {
        let client = try #require(IPAddress("192.0.2.1"))
        return ReachedAddress(
            authority: authority,
            forwarded: ForwardedRequest(client: client, scheme: scheme, host: host)
        )
    }

    @Test(arguments: ["http://app.example", "https://app.example", "HTTPS://App.Example"])
    func `without a word of proxies the host decides`(origin: String) throws {
        let address = ReachedAddress(authority: "APP.example", forwarded: nil)
        #expect(address.isOrigin(origin))
        #expect(!ReachedAddress(authority: "other.example", forwarded: nil).isOrigin(origin))
        #expect(!ReachedAddress(authority: nil, forwarded: nil).isOrigin(origin))
    }

    @Test func `what proxies say goes before the host of the request`() throws {
        let address = try Self.address("10.0.0.7:8080", host: "app.example", scheme: .https)
        #expect(address.isOrigin("https://app.example"))
        #expect(!address.isOrigin("http://app.example"))
        #expect(!address.isOrigin("https://10.0.0.7:8080"))
    }

    @Test func `the port that a scheme has anyway may be named`() throws {
        #expect(try Self.address("app.example:443").isOrigin("https://app.example"))
        #expect(try Self.address("[2001:db8::1]:80").isOrigin("http://[2001:db8::1]"))
        #expect(try !Self.address("app.example:443").isOrigin("http://app.example"))
        #expect(try !Self.address("app.example:8443").isOrigin("https://app.example"))
        #expect(try Self.address("[2001:db8::80]").isOrigin("http://[2001:db8::80]"))
    }

    @Test(arguments: ["null", "", "x", "app.example", "://", "https://", "//app.example"])
    func `what is no origin is none of the server's own`(origin: String) throws {
        #expect(try !Self.address("app.example").isOrigin(origin))
    }
}
