import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Trail

@testable import TrailServer

@Suite(.timeLimit(.minutes(1))) struct IngestMemoryTests {
    enum Ending: CaseIterable {
        case finished, broken, cancelled
    }

    private static let path = "/api/activity/events/"

    private func stream(_ server: TestServer, _ budget: BodyBudget) -> IngestStream {
        let principal = Principal(id: "robot", permissions: [.ingest], tenant: .default)
        return IngestStream(
            parser: IngestParser(recorder: server.recorder, disk: nil, principal: principal),
            lineLimit: 1_000_000,
            lineTime: .seconds(60),
            budget: budget
        )
    }

    /// Whether there was no memory for `body`.
    private func isRefused(_ body: RequestBody, by stream: IngestStream) async -> Bool {
        do {
            _ = try await stream.record(body) { _ in }
            return false
        } catch {
            return (error as? Problem)?.kind == .overloaded
        }
    }

    @Test(arguments: Ending.allCases)
    func `refuses unfinished lines beyond the memory for all, and has it back in the end`(
        ending: Ending
    ) async throws {
        let server = try TestServer()
        let budget = BodyBudget(bytes: 100_000)
        let stream = self.stream(server, budget)
        let bodies = (0..<10).map { _ in AsyncThrowingStream<ByteBuffer, any Error>.makeStream() }
        for (number, body) in bodies.enumerated() {
            let text = Sample.page("/\(number)") + "\n" + String(repeating: "x", count: 20_000)
            body.continuation.yield(ByteBuffer(string: text))
        }
        try await server.run { _ in
            await withTaskGroup(of: Bool.self) { group in
                for body in bodies {
                    let body = RequestBody(asyncSequence: body.stream)
                    group.addTask { await self.isRefused(body, by: stream) }
                }
                // There is room for five; these are the others.
                for _ in 0..<5 {
                    #expect(await group.next() == true)
                }
                #expect(!budget.take(1))
                for body in bodies {
                    switch ending {
                    case .finished: body.continuation.finish()
                    case .broken: body.continuation.finish(throwing: ChannelError.eof)
                    case .cancelled: group.cancelAll()
                    }
                }
                for await isRefused in group {
                    #expect(!isRefused)
                }
            }
            #expect(budget.take(100_000))
        }
        #expect(await server.events().count == 10)
    }

    @Test func `gives the memory of a line back when the line is complete`() async throws {
        let server = try TestServer()
        let budget = BodyBudget(bytes: 50_000)
        let (parts, continuation) = AsyncStream<ByteBuffer>.makeStream()
        let part = String(repeating: "x", count: 15_000)
        for _ in 0..<40 {
            continuation.yield(ByteBuffer(string: part))
            continuation.yield(ByteBuffer(string: part))
            continuation.yield(ByteBuffer(string: part + "\n"))
        }
        continuation.finish()
        let stream = self.stream(server, budget)
        let count = try await server.run { _ in
            var count = 0
            _ = try await stream.record(RequestBody(asyncSequence: parts)) { count += $0.count }
            return count
        }
        #expect(count == 40)
        #expect(budget.take(50_000))
    }

    @Test(arguments: [nil, "gzip"])
    func `answers 503 to a line there is no memory for, and records those before`(
        coding: String?
    ) async throws {
        let server = try TestServer { $0.limits.arriving = 200_000 }
        let token = try await server.token([.ingest])
        var headers: HTTPFields = [.contentType: "application/x-ndjson"]
        headers[.contentEncoding] = coding
        try await server.run { [headers] client in
            // Twice, and then one that needs nearly all of it: it is given back.
            for number in 1...2 {
                let text = Sample.page("/\(number)") + "\n" + String(repeating: "x", count: 900_000)
                let body = coding == nil ? Array(text.utf8) : Compressed.gzip(Array(text.utf8))
                let answer = try await client.send(.post, Self.path, token: token, headers, body)
                #expect(answer.status == 503)
                #expect(answer.problem == "overloaded")
                #expect(answer.headers[.connection] == "close")
                #expect(answer.json["stored"].number == 1)
            }
            let padding = String(repeating: " ", count: 190_000)
            let last = Array((Sample.page("/3") + padding + "\n").utf8)
            let body = coding == nil ? last : Compressed.gzip(last)
            let answer = try await client.send(.post, Self.path, token: token, headers, body)
            #expect(answer.status == 200)
        }
        #expect(await server.events().count == 3)
    }

    @Test func `stops between two parts when it is cancelled`() async throws {
        let server = try TestServer()
        let stream = self.stream(server, BodyBudget(bytes: 100_000))
        let parts = EagerParts()
        await #expect(throws: CancellationError.self) {
            _ = try await stream.record(RequestBody(asyncSequence: parts)) { _ in }
        }
        #expect(parts.count.load(ordering: .relaxed) == 10)
    }
}

/// A thousand parts that come without a wait; the task that reads is cancelled at the tenth.
private final class EagerParts: AsyncSequence, Sendable {
    let count = Atomic(0)

    func makeAsyncIterator() -> Iterator { Iterator(parts: self) }

    struct Iterator: AsyncIteratorProtocol {
        let parts: EagerParts

        func next() async throws -> ByteBuffer? {
            let count = self.parts.count.add(1, ordering: .relaxed).newValue
            if count == 10 { withUnsafeCurrentTask { $0?.cancel() } }
            return count < 1_000 ? ByteBuffer(string: "\n") : nil
        }
    }
}
