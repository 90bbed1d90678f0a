import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Trail
import TrailHummingbird

/// Bodies that the log looks into before the handler reads them.
@Suite(.timeLimit(.minutes(1)))
struct CutUploadTests {
    private static let cut =
        "POST /x HTTP/1.1\r\nhost: app\r\ncontent-type: application/json\r\n"
        + "content-length: 100\r\n\r\n{\"a\":1"

    /// An app whose handler tells what became of the body.
    private static func app(
        _ metadata: ActionMetadata<AppContext>,
        seen: @escaping @Sendable (Result<String, any Error>) -> Void
    ) throws -> TestApp {
        let app = try TestApp()
        app.track()
        app.router.group("")
            .add(middleware: ActionMiddleware(recorder: app.recorder, metadata: metadata))
            .post("x") { request, _ in
                do {
                    let body = try await request.body.collect(upTo: 1_000)
                    seen(.success(String(buffer: body)))
                    return String(buffer: body)
                } catch {
                    seen(.failure(error))
                    throw error
                }
            }
        return app
    }

    private static let readers: [(String, ActionMetadata<AppContext>)] = [
        ("the data of the request", .requestData()),
        (
            "a closure that throws",
            ActionMetadata { request, _ in
                _ = try await request.collectBody(upTo: 1_000)
                return nil
            }
        ),
        (
            "a closure that keeps the error to itself",
            ActionMetadata { request, _ in
                _ = try? await request.body.collect(upTo: 1_000)
                return nil
            }
        ),
    ]

    @Test(arguments: readers.indices)
    func `an upload that is cut fails for the handler as it does without the log`(
        place: Int
    ) async throws {
        let seen = Mutex<[Result<String, any Error>]>([])
        let app = try Self.app(Self.readers[place].1) { result in
            seen.withLock { $0.append(result) }
        }
        try await app.run(.live) { client in
            try await RawClient.say(Self.cut, toPort: #require(client.port)) {
                try await Task.sleep(for: .milliseconds(50))
            }
            try await eventually { await app.events().count == 2 }
        }
        let results = seen.withLock { $0 }
        #expect(results.count == 1)
        #expect(throws: (any Error).self) { try results.first?.get() }
        #expect(await app.events(.request).map(\.status) == [499])
        #expect(await app.events(.action).map(\.outcome) == [.failure])
    }

    @Test func `a closure that gives up halfway leaves the handler all of the body`() async throws {
        let text = String(repeating: "0123456789", count: 50)
        let readers: [ActionMetadata<AppContext>] = [
            ActionMetadata { request, _ in
                _ = try await request.collectBody(upTo: 3)
                return nil
            },
            ActionMetadata { request, _ in
                for try await _ in request.body { break }
                return ["a": 1]
            },
            ActionMetadata { request, _ in
                for try await _ in request.body {}
                return nil
            },
            ActionMetadata { _, _ in nil },
        ]
        for reader in readers {
            let app = try Self.app(reader) { _ in }
            try await app.run(.live) { client in
                try await client.execute(
                    uri: "/x",
                    method: .post,
                    body: ByteBuffer(string: text)
                ) { #expect(String(buffer: $0.body) == text) }
            }
        }
    }

    @Test func `one piece after the other arrives, read by the log and then by the handler`()
        async throws
    {
        let head = "POST /x HTTP/1.1\r\nhost: app\r\ntransfer-encoding: chunked\r\n\r\n"
        let text = head + "3\r\nabc\r\n3\r\ndef\r\n3\r\nghi\r\n0\r\n\r\n"
        let seen = Mutex<[String]>([])
        let app = try Self.app(
            ActionMetadata { request, _ in
                _ = try await request.collectBody(upTo: 4)
                return nil
            }
        ) { result in
            seen.withLock { $0.append((try? result.get()) ?? "failed") }
        }
        try await app.run(.live) { client in
            try await RawClient.say(text, toPort: #require(client.port)) {
                try await eventually { await app.events().count == 2 }
            }
        }
        #expect(seen.withLock { $0 } == ["abcdefghi"])
    }
}
