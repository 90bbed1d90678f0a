internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The opening of a WebSocket (RFC 6455 §4.2), as far as headers say it.
struct WebSocketHandshake: Sendable, Hashable {
    /// The subprotocol that is spoken where the client offers it.
    static let spoken = "trail"
    /// What stands before a token among the subprotocols: a page cannot set header fields, and an
    /// address ends up in logs.
    static let tokenPrefix = "trail.token."

    /// The token that a page has put among the subprotocols; never sent back.
    let token: String?
    private let accept: String
    private let speaks: Bool

    /// Whether `request` asks for a WebSocket at all.
    static func isAsked(by request: Request) -> Bool {
        request.method == .get
            && Self.words(request.headers[values: .upgrade]).contains {
                $0.lowercased() == "websocket"
            }
    }

    /// The handshake of a request.
    ///
    /// - Throws: ``Problem`` 400 where it is none, 426 for another version.
    init(_ request: Request) throws(Problem) {
        guard request.headers[.secWebSocketVersion] == "13" else {
            throw Problem(
                .upgradeRequired,
                "Version 13 of WebSocket is spoken.",
                headers: [.secWebSocketVersion: "13", .upgrade: "websocket"]
            )
        }
        guard let key = request.headers[.secWebSocketKey],
            Data(base64Encoded: key)?.count == 16
        else { throw Problem(.malformed, "Sec-WebSocket-Key is not one.") }
        self.accept = Self.accept(key)
        let offered = Self.words(request.headers[values: .secWebSocketProtocol])
        self.speaks = offered.contains { $0 == Self.spoken }
        self.token = offered.first { $0.hasPrefix(Self.tokenPrefix) }
            .map { String($0.dropFirst(Self.tokenPrefix.count)) }
    }

    /// The head that accepts it.
    var response: Response {
        var response = Response(
            status: .switchingProtocols,
            headers: [.upgrade: "websocket", .secWebSocketAccept: self.accept]
        )
        if self.speaks { response.headers[.secWebSocketProtocol] = Self.spoken }
        return response
    }

    /// What proves that the server has understood (§4.2.2).
    static func accept(_ key: String) -> String {
        let text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        return Data(Insecure.SHA1.hash(data: Data(text.utf8))).base64EncodedString()
    }

    private static func words(_ values: [String]) -> [Substring] {
        values.flatMap { $0.split(separator: ",") }.map { word in
            word.drop { $0 == " " }.prefix { $0 != " " }
        }
    }
}
