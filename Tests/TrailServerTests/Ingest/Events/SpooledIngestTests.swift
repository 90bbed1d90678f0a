import Testing
import Trail
import TrailServer
import TrailTesting

@Suite(.timeLimit(.minutes(1)))
struct SpooledIngestTests {
    private static let path = "/api/activity/events/"

    @Test func `answers 202 while the store is away, and gives the index later`() async throws {
        var recording = RecordingConfiguration()
        recording.retry = Backoff(first: .milliseconds(5), last: .milliseconds(5))
        let spool = InMemorySpool()
        let server = try TestServer(recording: recording, spool: spool)
        let token = try await server.token([.ingest, .read])
        server.faults.failAppends(TrailError(.storeUnavailable, "away"))
        try await server.run { client in
            let one = try await client.post(Self.path, Sample.login(1), token: token)
            #expect(one.status == 202)
            #expect(one.text == #"{"status":202,"id":"\#(Sample.id(1))"}"#)
            let lines = (2...4).map { Sample.login($0) + "\n" }.joined()
            let many = try await client.post(
                Self.path,
                lines,
                as: "application/x-ndjson",
                token: token
            )
            #expect(many.status == 200)
            #expect(many.json["accepted"].number == 3 && many.json["stored"].number == 0)
            #expect(spool.events.count == 4)
            #expect(await server.events().isEmpty)
            server.faults.failAppends(nil)
            while await server.events().count < 4 {
                try await Task.sleep(for: .milliseconds(1))
            }
            let again = try await client.post(Self.path, Sample.login(1), token: token)
            if again.status == 200 { #expect(again.json["ledger_index"].number == 0) }
        }
        let ids = await server.events().map(\.header.id.description)
        #expect(ids == (1...4).map { Sample.id($0) })
    }

    @Test func `answers 503 when the spool is full as well`() async throws {
        let server = try TestServer(spool: InMemorySpool(limit: 1))
        let token = try await server.token([.ingest])
        server.faults.failAppends(TrailError(.storeUnavailable, "away"))
        let answer = try await server.run {
            try await $0.post(Self.path, Sample.login(1), token: token)
        }
        #expect(answer.status == 503)
        #expect(answer.problem == "overloaded")
    }
}
