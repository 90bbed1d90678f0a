import HTTPTypes
import Testing
import TrailTesting

@testable import Trail

@Suite struct TrustedProxiesPropertyTests {
    /// Pieces of which header values are made, so that random ones come near to real ones.
    private static let pieces = [
        "203.0.113.9", "10.0.0.2", "2001:db8:1::2", "[2001:db8::7]:80", "192.0.2.1:443", "unknown",
        "_x", "for=", "proto=https", "host=a", ";", ",", ", ", "\"", "\\", "=", " ", "\t", "%eth0",
        "::ffff:10.1.1.1", "10.0.0.", "é",
    ]

    private func value(_ random: inout SeededGenerator) -> [UInt8] {
        let isNoise = Bool.random(using: &random)
        return (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
            isNoise
                ? [UInt8.random(in: 0...255, using: &random)]
                : Array((Self.pieces.randomElement(using: &random) ?? "").utf8)
        }
    }

    private func headers(_ random: inout SeededGenerator) throws -> HTTPFields {
        var headers = HTTPFields()
        for name in ForwardingHeader.allCases.map(\.rawValue) + [
            ForwardingHeader.schemeName, ForwardingHeader.hostName,
        ] {
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let value = self.value(&random)
                headers.append(
                    HTTPField(name: try #require(HTTPField.Name(name)), lenientValue: value)
                )
            }
        }
        return headers
    }

    private func proxies(_ header: ForwardingHeader) throws -> TrustedProxies {
        let ranges = ["10.0.0.0/8", "2001:db8:1::/48"].compactMap { AddressRange($0) }
        try #require(ranges.count == 2)
        return TrustedProxies(ranges, header: header)
    }

    @Test(arguments: ForwardingHeader.allCases)
    func `whatever is sent, an untrusted peer is the client`(header: ForwardingHeader) throws {
        var random = SeededGenerator(seed: 11)
        let proxies = try self.proxies(header)
        let peer = try #require(IPAddress("203.0.113.50"))
        for _ in 0..<2_000 {
            let headers = try self.headers(&random)
            #expect(proxies.request(of: headers, peer: peer) == ForwardedRequest(client: peer))
        }
    }

    @Test(arguments: ForwardingHeader.allCases)
    func `what the client sends never hides what a proxy adds`(header: ForwardingHeader) throws {
        var random = SeededGenerator(seed: 12)
        let proxies = try self.proxies(header)
        let peer = try #require(IPAddress("10.0.0.1"))
        let client = try #require(IPAddress("198.51.100.7"))
        let name = try #require(HTTPField.Name(header.rawValue))
        let added = header == .forwarded ? "for=198.51.100.7" : "198.51.100.7"
        for _ in 0..<2_000 {
            let sent = self.value(&random)
            let value = sent + Array(", \(added)".utf8)
            let headers = HTTPFields([HTTPField(name: name, lenientValue: value)])
            #expect(proxies.request(of: headers, peer: peer).client == client, "\(sent)")
        }
    }

    @Test func `the client is trusted only where all that is believed is`() throws {
        var random = SeededGenerator(seed: 13)
        let proxies = try self.proxies(.xForwardedFor)
        let peer = try #require(IPAddress("10.0.0.1"))
        let words = ["203.0.113.9", "10.0.0.2", "2001:db8:1::2", "2001:db8::7", "unknown"]
        for _ in 0..<2_000 {
            let list = (0..<Int.random(in: 0...5, using: &random)).compactMap { _ in
                words.randomElement(using: &random)
            }
            let headers: HTTPFields = [
                try #require(HTTPField.Name("x-forwarded-for")): list.joined(separator: ", ")
            ]
            let client = proxies.request(of: headers, peer: peer).client
            let believed = list.reversed().map { IPAddress($0) }.prefix { $0 != nil }
                .compactMap { $0 }
            let expected = believed.first { !proxies.contains($0) } ?? believed.last ?? peer
            #expect(client == expected, "\(list)")
            let areAllTrusted = believed.allSatisfy { proxies.contains($0) }
            #expect(proxies.contains(client) == areAllTrusted, "\(list)")
        }
    }
}
