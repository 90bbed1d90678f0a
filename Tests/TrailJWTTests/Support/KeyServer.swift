import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// Serves a JWK set over HTTP, well or badly.
final class KeyServer: Sendable {
    /// How it answers.
    enum Manner: Sendable {
        case keys(String)
        case status(HTTPResponse.Status)
        case redirect(to: String)
        /// A byte now and then, without end.
        case trickle
        /// The keys, after a while.
        case late(String, Duration)
    }

    private let state: Mutex<(manner: Manner, requests: Int)>

    init(_ manner: Manner) {
        self.state = Mutex((manner, 0))
    }

    /// How many requests came in.
    var requests: Int { self.state.withLock { $0.requests } }

    func answer(_ manner: Manner) {
        self.state.withLock { $0.manner = manner }
    }

    /// A set of these keys.
    static func set(_ keys: String...) -> Manner {
        .keys(#"{"keys":[\#(keys.joined(separator: ","))]}"#)
    }

    /// Serves while `body` runs, which is given the URL of the set.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (String) async throws -> Value
    ) async throws -> Value {
        let router = Router()
        router.get("keys") { _, _ in try await self.respond() }
        router.get("moved") { _, _ in Self.response(#"{"keys":[]}"#) }
        return try await Application(router: router).test(.live) { client in
            try await body("http://127.0.0.1:\(client.port ?? 0)/keys")
        }
    }

    private func respond() async throws -> Response {
        let manner = self.state.withLock { state in
            state.requests += 1
            return state.manner
        }
        switch manner {
        case .keys(let text): return Self.response(text)
        case .status(let status): return Response(status: status)
        case .redirect(let target):
            return Response(status: .found, headers: [.location: target])
        case .late(let text, let time):
            try await Task.sleep(for: time)
            return Self.response(text)
        case .trickle:
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true {
                        try await writer.write(ByteBuffer(string: " "))
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            )
        }
    }

    private static func response(_ text: String) -> Response {
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
