import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import TrailServer

@Suite struct WebSocketHandshakeTests {
    private func request(_ fields: HTTPFields) -> Request {
        var all: HTTPFields = [
            .upgrade: "WebSocket", .secWebSocketVersion: "13",
            .secWebSocketKey: "dGhlIHNhbXBsZSBub25jZQ==",
        ]
        for field in fields { all[field.name] = field.value }
        return Request(
            head: HTTPRequest(
                method: .get,
                scheme: "http",
                authority: "a",
                path: "/ws/activity/",
                headerFields: all
            ),
            body: RequestBody(buffer: ByteBuffer())
        )
    }

    @Test func `accepts the sample of RFC 6455`() throws {
        let request = self.request([:])
        #expect(WebSocketHandshake.isAsked(by: request))
        let response = try WebSocketHandshake(request).response
        #expect(response.status == .switchingProtocols)
        #expect(response.headers[.secWebSocketAccept] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(response.headers[.secWebSocketProtocol] == nil)
    }

    @Test func `takes a token out of the subprotocols, and never says it again`() throws {
        let request = self.request([.secWebSocketProtocol: "trail, trail.token.abc.def"])
        let handshake = try WebSocketHandshake(request)
        #expect(handshake.token == "abc.def")
        #expect(handshake.response.headers[.secWebSocketProtocol] == "trail")
    }

    @Test(arguments: ["", "short", "dGhlIHNhbXBsZSBub25jZQ", "AAAA"])
    func `refuses what is no key`(key: String) {
        #expect(throws: Problem(.malformed, "Sec-WebSocket-Key is not one.")) {
            try WebSocketHandshake(self.request([.secWebSocketKey: key]))
        }
    }

    @Test func `names the version that is spoken`() {
        let problem = #expect(throws: Problem.self) {
            try WebSocketHandshake(self.request([.secWebSocketVersion: "8"]))
        }
        #expect(problem?.kind == .upgradeRequired)
        #expect(problem?.headers[.secWebSocketVersion] == "13")
    }

    @Test func `another upgrade is none`() {
        #expect(!WebSocketHandshake.isAsked(by: self.request([.upgrade: "h2c"])))
    }
}
