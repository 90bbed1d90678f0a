import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Trail
import TrailHummingbird

@Suite(.timeLimit(.minutes(1)))
struct ParallelRequestTests {
    private static let count = 1_000

    @Test func `a thousand parallel requests to one URL keep their own figures`() async throws {
        let app = try TestApp()
        app.track()
        app.router.post("same") { request, _ in
            let number = try await request.body.collect(upTo: 10_000).readableBytes
            // Overtaking one another as much as they can.
            await Task.yield()
            if number % 7 == 0 { throw HTTPError(.conflict) }
            guard number % 3 == 0 else {
                return Response(
                    status: .init(code: 200 + number % 5),
                    body: ResponseBody(byteBuffer: ByteBuffer(repeating: 65, count: 2 * number))
                )
            }
            return Response(
                status: .ok,
                body: ResponseBody { writer in
                    for _ in 0..<number {
                        try await writer.write(ByteBuffer(string: "abc"))
                    }
                    try await writer.finish(nil)
                }
            )
        }
        try await app.run { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...Self.count {
                    group.addTask {
                        try await client.execute(
                            uri: "/same",
                            method: .post,
                            headers: [.named("x-request-id"): "n\(number)"],
                            body: ByteBuffer(repeating: 66, count: number)
                        )
                    }
                }
                try await group.waitForAll()
            }
        }
        let events = await app.events()
        #expect(events.count == Self.count)
        var seen: Set<Int64> = []
        for event in events {
            let number = try #require(event.requestSize)
            seen.insert(number)
            let metadata = event.what["metadata"]
            #expect(metadata["client_request_id"] == .string("n\(number)"))
            let (status, size) =
                switch number {
                case _ where number % 7 == 0: (Int64(409), Int64(0))
                case _ where number % 3 == 0: (200, 3 * number)
                default: (200 + number % 5, 2 * number)
                }
            #expect(event.status == status)
            #expect(event.responseSize == size)
        }
        #expect(seen.count == Self.count)
        #expect(Set(events.map { $0.place["request_id"] }).count == Self.count)
    }

    @Test func `parallel requests never know each other's users`() async throws {
        let app = try TestApp()
        app.track()
        let recorder = app.recorder
        app.router.get("me") { request, _ in
            let user = request.uri.query ?? ""
            await Task.yield()
            CaptureScope.identify(Event.Actor(type: .user, id: user, isVerified: true))
            await Task.yield()
            recorder.record(Event.Draft(.page(PageDetail(path: "/" + user))))
            return user
        }
        try await app.run { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...300 {
                    group.addTask {
                        try await client.execute(uri: "/me?u\(number)", method: .get)
                    }
                }
                try await group.waitForAll()
            }
        }
        let events = await app.events()
        #expect(events.count == 600)
        for event in events {
            let said = event.kind == .page ? event[detail: "path"] : event[detail: "query"]
            #expect(said.text?.drop { $0 == "/" } == event.who["id"].text?[...])
        }
    }
}
