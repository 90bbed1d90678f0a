import HTTPTypes
import Testing

@testable import Trail

/// The proxies of these tests: 10/8 and the IPv6 network of a load balancer.
private func proxies(_ header: ForwardingHeader = .xForwardedFor) throws -> TrustedProxies {
    let ranges = [AddressRange("10.0.0.0/8"), AddressRange("2001:db8:1::/48")]
    return TrustedProxies(try ranges.map { try #require($0) }, header: header)
}

private func request(
    _ fields: [(String, String)],
    peer: String = "10.0.0.1",
    _ header: ForwardingHeader = .xForwardedFor
) throws -> ForwardedRequest {
    var headers = HTTPFields()
    for (name, value) in fields {
        headers.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }
    let address = try #require(IPAddress(peer))
    let request = try proxies(header).request(of: headers, peer: address)
    #expect(try proxies(header).client(of: headers, peer: address) == request.client)
    return request
}

@Suite struct TrustedProxiesTests {
    @Test(arguments: [
        ("203.0.113.9", "203.0.113.9"), ("203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("192.0.2.1, 203.0.113.9, 10.0.0.2, 10.9.9.9", "203.0.113.9"),
        ("203.0.113.9:5678", "203.0.113.9"), ("[2001:db8::7]:80", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"), ("fe80::1%eth0", "fe80::1"),
        ("::ffff:203.0.113.9, ::ffff:10.0.0.2", "203.0.113.9"),
        ("203.0.113.9, 2001:db8:1::5", "203.0.113.9"), ("\"203.0.113.9\"", "203.0.113.9"),
        ("203.0.113.9,, ,10.0.0.2,", "203.0.113.9"),
        // All are trusted: the outermost of them.
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        // Nothing that is believed lies behind what is no address.
        ("203.0.113.9, unknown", "10.0.0.1"), ("203.0.113.9, _hidden, 10.0.0.2", "10.0.0.2"),
        ("203.0.113.9, <script>", "10.0.0.1"), ("203.0.113.9, 10.0.0.2:x", "10.0.0.1"),
        ("", "10.0.0.1"), (" , ", "10.0.0.1"), ("\"203.0.113.9", "10.0.0.1"),
        // What the client wrote before its own address.
        ("\"1.1.1.1, 203.0.113.9", "203.0.113.9"), ("10.0.0.7, 203.0.113.9", "203.0.113.9"),
    ])
    func `walks X-Forwarded-For from the right`(value: String, client: String) throws {
        #expect(try request([("X-Forwarded-For", value)]).client == IPAddress(client))
    }

    @Test func `joins several header fields in their order`() throws {
        let fields = [
            ("X-Forwarded-For", "192.0.2.1"), ("Accept", "*/*"),
            ("x-forwarded-for", "203.0.113.9, 10.0.0.3"), ("X-FORWARDED-FOR", "10.0.0.2"),
        ]
        #expect(try request(fields).client == IPAddress("203.0.113.9"))
    }

    @Test(arguments: ForwardingHeader.allCases)
    func `believes a peer nothing that is not trusted`(header: ForwardingHeader) throws {
        let fields = [
            ("X-Forwarded-For", "192.0.2.1"), ("X-Real-IP", "192.0.2.2"),
            ("Forwarded", "for=192.0.2.3;proto=https;host=evil.example"),
            ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"),
        ]
        let seen = try request(fields, peer: "203.0.113.9", header)
        #expect(seen == ForwardedRequest(client: try #require(IPAddress("203.0.113.9"))))
    }

    @Test(arguments: [
        (ForwardingHeader.xForwardedFor, "192.0.2.1"), (.xRealIP, "192.0.2.2"),
        (.forwarded, "192.0.2.3"),
    ])
    func `looks at the configured header alone`(header: ForwardingHeader, client: String) throws {
        let fields = [
            ("X-Forwarded-For", "192.0.2.1"), ("X-Real-IP", "192.0.2.2"),
            ("Forwarded", "for=192.0.2.3"),
        ]
        #expect(try request(fields, header).client == IPAddress(client))
    }

    @Test(arguments: [
        ("for=203.0.113.9", "203.0.113.9"), ("For=\"203.0.113.9:4711\"", "203.0.113.9"),
        ("for=\"[2001:db8::7]:80\"", "2001:db8::7"), ("for=[2001:db8::7]", "2001:db8::7"),
        ("for=192.0.2.1, for=203.0.113.9;proto=https;by=10.0.0.2, for=10.0.0.2", "203.0.113.9"),
        ("for=\"203.0.113\\.9\"", "203.0.113.9"), ("host=\"a,b\"; for=203.0.113.9", "203.0.113.9"),
        ("for=203.0.113.9, for=unknown", "10.0.0.1"), ("for=\"_gazonk\"", "10.0.0.1"),
        ("for=203.0.113.9, proto=https", "10.0.0.1"),
        ("for=1.1.1.1;for=203.0.113.9", "10.0.0.1"), ("203.0.113.9", "10.0.0.1"),
        ("for=", "10.0.0.1"), ("for=\"", "10.0.0.1"), ("=203.0.113.9", "10.0.0.1"),
        ("for=\"203.0.113.9\"x", "10.0.0.1"), ("for =203.0.113.9", "10.0.0.1"),
        // A quote that the client never closes does not swallow what the proxy added.
        ("for=\"x, for=203.0.113.9", "203.0.113.9"),
        ("for=1.1.1.1;x=\", for=\"[2001:db8::7]\"", "2001:db8::7"),
    ])
    func `walks Forwarded from the right`(value: String, client: String) throws {
        #expect(try request([("Forwarded", value)], .forwarded).client == IPAddress(client))
    }

    @Test(arguments: [
        ("for=203.0.113.9;proto=https;host=log.example.com", "https", "log.example.com"),
        ("for=203.0.113.9;PROTO=\"HTTPS\";host=\"[::1]:8443\"", "https", "[::1]:8443"),
        // The outermost trusted proxy speaks for the client; what it leaves out the next one says.
        ("for=203.0.113.9;proto=https;host=a, for=10.0.0.2;proto=http;host=b", "https", "a"),
        ("for=203.0.113.9;host=a, for=10.0.0.2;proto=http;host=b", "http", "a"),
        ("for=1.1.1.1;proto=https;host=evil, for=203.0.113.9", nil, nil),
        ("for=unknown;proto=https", "https", nil), ("proto=https;host=a", "https", "a"),
        ("for=203.0.113.9;proto=ftp;host=\"a/b\"", nil, nil),
        ("for=203.0.113.9;proto=wss;host=\"<a>\"", "https", nil),
    ])
    func `takes scheme and host from Forwarded`(
        value: String,
        scheme: String?,
        host: String?
    ) throws {
        let seen = try request([("Forwarded", value)], .forwarded)
        #expect(seen.scheme?.rawValue == scheme)
        #expect(seen.host == host)
    }

    /// Client addresses, X-Forwarded-Proto, X-Forwarded-Host → scheme and host.
    @Test(arguments: [
        ("203.0.113.9", "https", "log.example.com", "https", "log.example.com"),
        ("203.0.113.9", "HTTPS", "log.example.com:8443", "https", "log.example.com:8443"),
        ("", "https", "a", "https", "a"),
        // Each proxy has added to the end, and one is believed.
        ("203.0.113.9", "http, https", "evil, a", "https", "a"),
        // Two are believed.
        ("203.0.113.9, 10.0.0.2", "https, http", "a, b", "https", "a"),
        ("203.0.113.9, 10.0.0.2", "http, https, http", "evil, a, b", "https", "a"),
        // The inner one left alone what the outer one said.
        ("203.0.113.9, 10.0.0.2", "https", "a", "https", "a"),
        ("203.0.113.9", "", "", nil, nil), ("203.0.113.9", "gopher", "a b", nil, nil),
    ])
    func `takes scheme and host from fields of their own`(
        addresses: String,
        proto: String,
        name: String,
        scheme: String?,
        host: String?
    ) throws {
        let seen = try request([
            ("X-Forwarded-For", addresses), ("X-Forwarded-Proto", proto),
            ("X-Forwarded-Host", name), ("Forwarded", "proto=http;host=evil"),
        ])
        #expect(seen.scheme?.rawValue == scheme)
        #expect(seen.host == host)
    }

    @Test func `reads the names of headers in any case`() {
        #expect(ForwardingHeader(name: "X-Forwarded-For") == .xForwardedFor)
        #expect(ForwardingHeader(name: "x-real-ip") == .xRealIP)
        #expect(ForwardingHeader(name: "FORWARDED") == .forwarded)
        #expect(ForwardingHeader(name: "x-forwarded") == nil)
    }
}
