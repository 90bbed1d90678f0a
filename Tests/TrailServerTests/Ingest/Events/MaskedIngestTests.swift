import Testing
import Trail
import TrailServer
import TrailTesting

/// What others send in is masked like what an app records itself.
@Suite(.timeLimit(.minutes(1)))
struct MaskedIngestTests {
    private static let path = "/api/activity/events/"

    private static func event(_ url: String) -> String {
        #"{"id":"\#(Sample.id(1))","kind":"request","occurred_at":"2026-11-21T02:38:40Z","#
            + #""where":{"referer":"https://ann:hunter2@a.example/"},"#
            + #""what":{"detail":{"method":"GET","url":"\#(url)","query":"token=hunter2"},"#
            + #""metadata":{"password":"hunter2","plan":"free"}}}"#
    }

    @Test func `a secret is not stored, and a retry is known again`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let (first, again, other) = try await server.run { client in
            (
                try await client.post(Self.path, Self.event("/a"), token: token),
                try await client.post(Self.path, Self.event("/a"), token: token),
                try await client.post(Self.path, Self.event("/b"), token: token)
            )
        }
        #expect(first.status == 201)
        #expect(again.status == 200)
        #expect(other.status == 409)
        let events = await server.events()
        #expect(events.count == 1)
        for name in SectionName.allCases {
            let text = String(decoding: events.first?.sections[name]?.text ?? [], as: UTF8.self)
            #expect(!text.contains("hunter2"), "\(text)")
        }
        #expect(events.first?.sections[.what]?.text?.isEmpty == false)
    }

    @Test func `a refusal repeats no secret`() async throws {
        let server = try TestServer()
        let token = try await server.token([.ingest])
        let body = #"{"kind":"page","what":{"detail":{"path":"/"},"password=hunter2":1}}"#
        let answer = try await server.run { try await $0.post(Self.path, body, token: token) }
        #expect(answer.status == 400)
        #expect(!answer.text.contains("hunter2"))
        #expect(answer.text.contains("masked"))
    }
}
