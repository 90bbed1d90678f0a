import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird

@testable import TrailServer

/// Errors of routes that nobody expected, as `system` events.
@Suite(.timeLimit(.minutes(1)))
struct UnexpectedErrorTests {
    private static let odd = TrailError(.init("something_new"), "at /var/lib/secret")
    private static let list = "/api/activity/login-events/?search=private"

    /// What the server recorded of itself.
    private static func errors(_ server: TestServer) async -> [String] {
        await server.events().filter { $0.header.kind == .system }.map { $0.text(.what) }
    }

    @Test func `an unexpected error is a system event without its text`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        server.faults.failReads(Self.odd)
        try await server.run { client in
            let answer = try await client.get(Self.list, token: token)
            #expect(answer.status == 500)
        }
        let events = await server.events()
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.header.action.name == "http.unhandled_error")
        let text = event.text(.what)
        #expect(text.contains(#""severity":"ERROR""#))
        #expect(text.contains(#""url":"/api/activity/login-events/""#))
        #expect(text.contains(#""method":"GET""#))
        #expect(text.contains("TrailError"))
        #expect(!text.contains("secret") && !text.contains("private"))
        #expect(event.text(.where).contains(#""request_id":"#))
    }

    @Test func `a store that is away is the recorder's to tell`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        try await server.run { client in
            let codes: [TrailError.Code] = [
                .storeUnavailable, .overloaded, .outOfSpace, .ledgerDamaged,
            ]
            for code in codes {
                server.faults.failReads(TrailError(code, "away"))
                let answer = try await client.get(Self.list, token: token)
                #expect(answer.status >= 503)
            }
            for path in ["/nowhere", "/api/activity/events/?page=x"] {
                _ = try await client.get(path, token: token)
            }
        }
        #expect(await Self.errors(server).isEmpty)
    }

    @Test func `a store that fails whatever is asked of it makes no loop`() async throws {
        let server = try TestServer()
        let token = try await server.token([.read])
        server.faults.failReads(Self.odd)
        server.faults.failAppends(Self.odd)
        try await server.run { client in
            for _ in 0..<3 { _ = try await client.get(Self.list, token: token) }
            try await Task.sleep(for: .milliseconds(50))
            #expect(server.recorder.status.queuedEvents <= 3)
            server.faults.failAppends(nil)
            server.faults.failReads(nil)
        }
        #expect(await Self.errors(server).filter { $0.contains("unhandled_error") }.count == 3)
    }

    @Test func `a storm of errors is cut, and how many there were is told`() async throws {
        let server = try TestServer()
        var backend = server.backend
        backend.errors = LogCapture(server.recorder, rate: 1, burst: 2)
        let token = try await server.token([.read])
        server.faults.failReads(Self.odd)
        let router = buildRouter(backend, server.configuration)
        let application = Application(router: router, services: [server.recorder])
        try await application.test(.router) { client in
            for _ in 0..<20 { _ = try await TestClient(base: client).get(Self.list, token: token) }
            server.faults.failReads(nil)
        }
        #expect(await (2...4).contains(Self.errors(server).count))
    }

    @Test func `a server that captures no system events records none`() async throws {
        var capturing = CaptureConfiguration()
        capturing.kinds.remove(.system)
        let server = try TestServer(capturing: capturing)
        let token = try await server.token([.read])
        server.faults.failReads(Self.odd)
        try await server.run { _ = try await $0.get(Self.list, token: token) }
        server.faults.failReads(nil)
        #expect(await Self.errors(server).isEmpty)
    }

    @Test func `it is told once where requests are recorded as well`() async throws {
        let server = try TestServer { $0.ownRequests = ActivityConfiguration() }
        let token = try await server.token([.read])
        server.faults.failReads(Self.odd)
        try await server.run { _ = try await $0.get(Self.list, token: token) }
        server.faults.failReads(nil)
        let events = await server.events()
        #expect(events.map(\.header.kind) == [.system, .request])
        let ids = events.map { event in
            event.text(.where).split(separator: ",").first { $0.contains("request_id") }
        }
        #expect(ids[0] != nil && ids[0] == ids[1])
    }
}
