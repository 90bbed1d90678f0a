import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Trail
import TrailHummingbird

/// An error that counts how often its response is made.
private struct CountingError: HTTPResponseError {
    final class Count: Sendable {
        let value = Mutex(0)
    }

    struct Odd: Error {}

    let count: Count
    var fails = false
    var status: HTTPResponse.Status { .conflict }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        let turn = self.count.value.withLock { value in
            value += 1
            return value
        }
        if self.fails { throw Odd() }
        return Response(
            status: .conflict,
            body: ResponseBody(byteBuffer: ByteBuffer(string: "turn \(turn)"))
        )
    }
}

@Suite(.timeLimit(.minutes(1)))
struct AnsweredErrorTests {
    @Test func `the response of an error is made once`() async throws {
        let count = CountingError.Count()
        let app = try TestApp()
        app.track()
        app.router.get("no") { _, _ -> String in throw CountingError(count: count) }
        try await app.run { client in
            try await client.execute(uri: "/no", method: .get) { response in
                #expect(response.status == .conflict)
                #expect(String(buffer: response.body) == "turn 1")
            }
        }
        #expect(count.value.withLock { $0 } == 1)
        #expect(await app.events().map(\.status) == [409])
        #expect(await app.events().map(\.responseSize) == [6])
    }

    @Test func `an error that fails to answer is answered for by the server`() async throws {
        let count = CountingError.Count()
        let app = try TestApp()
        app.track()
        app.router.get("no") { _, _ -> String in throw CountingError(count: count, fails: true) }
        try await app.run(.live) { client in
            try await client.execute(uri: "/no", method: .get) { response in
                #expect(response.status == .internalServerError)
            }
        }
        #expect(count.value.withLock { $0 } == 1)
        #expect(await app.events(.request).map(\.status) == [500])
    }
}
