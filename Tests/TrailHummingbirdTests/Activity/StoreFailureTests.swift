import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import Trail
import TrailHummingbird
import TrailSQLite
import TrailTesting

/// A SQLite store in a file of its own that fails as such files do, while an app runs.
@Suite(.timeLimit(.minutes(1)))
struct StoreFailureTests {
    /// What becomes of the file.
    enum Failure: String, CaseIterable, Sendable {
        /// Another connection holds the file.
        case locked
        /// Somebody moves it away.
        case moved
    }

    private static let calls: [(HTTPRequest.Method, String, String?)] = [
        (.get, "/text", nil), (.head, "/text", nil), (.post, "/echo", #"{"a":1}"#),
        (.post, "/echo", String(repeating: "x", count: 100_000)), (.get, "/stream", nil),
        (.get, "/broken", nil), (.get, "/none", nil), (.post, "/ignore", "unread"),
    ]

    private struct Odd: Error {}

    private static func addRoutes(to router: Router<AppContext>) {
        router.get("text") { _, _ in "hello" }
        router.head("text") { _, _ in Response(status: .ok, headers: [.contentLength: "5"]) }
        router.post("echo") { request, _ in
            String(buffer: try await request.body.collect(upTo: 1_000_000))
        }
        router.post("ignore") { _, _ in HTTPResponse.Status.accepted }
        router.get("broken") { _, _ -> String in throw Odd() }
        router.get("stream") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    for text in ["a", "b"] { try await writer.write(ByteBuffer(string: text)) }
                    try await writer.finish(nil)
                }
            )
        }
    }

    private static func answers(_ client: any TestClientProtocol) async throws -> [Answer] {
        var answers: [Answer] = []
        for (method, path, body) in Self.calls {
            let answer = try await client.execute(
                uri: path,
                method: method,
                headers: body == nil ? [:] : [.contentType: "application/json"],
                body: body.map { ByteBuffer(string: $0) }
            ) { Answer($0) }
            answers.append(answer)
        }
        return answers
    }

    private static func plainAnswers() async throws -> [Answer] {
        let app = try TestApp()
        Self.addRoutes(to: app.router)
        return try await app.run(.live) { try await Self.answers($0) }
    }

    private static func app(_ store: SQLiteEventStore) throws -> TestApp {
        let app = try TestApp(ledger: store)
        app.track { $0.countsUnstatedRequestSizes = true }
        app.router.add(
            middleware: ActionMiddleware(recorder: app.recorder, metadata: .requestData())
        )
        Self.addRoutes(to: app.router)
        return app
    }

    /// The kinds of what is in the store, and of each how many there are.
    private static func kinds(_ store: SQLiteEventStore) async throws -> [String: Int] {
        var query = EventQuery(tenant: .default, order: .ledger, limit: 10_000)
        query.scanBudget = .max
        let events = try await store.page(query).events
        return Dictionary(grouping: events, by: \.header.action.name).mapValues(\.count)
    }

    @Test(arguments: Failure.allCases)
    func `changes no response, shows the outage, loses nothing and goes on`(
        failure: Failure
    ) async throws {
        let file = try FailingFile()
        let store = try await file.open()
        let app = try Self.app(store)
        let plain = try await Self.plainAnswers()
        try await app.run(.live) { client in
            #expect(try await Self.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let before = try await Self.kinds(store)
            #expect(app.recorder.status.outage == nil)

            try await file.fail(failure)
            #expect(try await Self.answers(client) == plain)
            try await eventually { app.recorder.status.outage != nil }
            #expect(app.recorder.status.outage?.code == .storeUnavailable)
            #expect(app.recorder.status.queuedEvents > 0)
            #expect(try await Self.answers(client) == plain)

            try await file.recover(failure)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(app.recorder.status.outage == nil)
            #expect(try await Self.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(try await Self.kinds(store) == before.mapValues { $0 * 4 })
        }
        try store.close()
    }

    @Test func `what a locked store never took is counted, and told at the next start`()
        async throws
    {
        let file = try FailingFile()
        let store = try await file.open()
        let losses = file.folder.appendingPathComponent("losses").path
        let plain = try await Self.plainAnswers()
        do {
            let app = try TestApp(
                ledger: store,
                losses: try LossRecord(path: losses, now: TestApp.now)
            )
            app.track()
            Self.addRoutes(to: app.router)
            try await app.run(.live) { client in
                try await file.fail(.locked)
                #expect(try await Self.answers(client) == plain)
            }
            #expect(!app.recorder.status.isRunning)
        }
        try await file.recover(.locked)
        #expect(try await Self.kinds(store).isEmpty)
        try store.close()
        let again = try await file.open()
        let app = try TestApp(
            ledger: again,
            losses: try LossRecord(path: losses, now: TestApp.now)
        )
        try await app.run { _ in
            try await eventually {
                (try? await Self.kinds(again)["recording.events_lost"]) == 1
            }
        }
        try again.close()
    }
}

/// The file of a store, and what can happen to it.
private final class FailingFile: Sendable {
    let folder: URL
    private let other: DatabaseQueue

    init() throws {
        self.folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("trail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        var configuration = GRDB.Configuration()
        // A transaction stays open between two accesses, as one of a tool beside the app does.
        configuration.allowsUnsafeTransactions = true
        self.other = try DatabaseQueue(
            path: self.folder.appendingPathComponent("x.sqlite").path,
            configuration: configuration
        )
    }

    deinit { try? FileManager.default.removeItem(at: self.folder) }

    private var path: String { self.folder.appendingPathComponent("x.sqlite").path }

    func open() async throws -> SQLiteEventStore {
        let key = try LedgerKey.loadOrCreate(at: self.path + ".key", name: "app.example")
        var configuration = SQLiteConfiguration(path: self.path)
        configuration.busyTimeout = .milliseconds(10)
        configuration.search.isEnabled = false
        return try await SQLiteEventStore.open(
            configuration,
            sealer: Sealer(
                key: key,
                serverName: key.name,
                clock: ManualClock(TestApp.now),
                memory: nil
            )
        )
    }

    func fail(_ failure: StoreFailureTests.Failure) async throws {
        switch failure {
        case .locked: try await self.say("BEGIN EXCLUSIVE")
        case .moved: try FileManager.default.moveItem(atPath: self.path, toPath: self.path + ".x")
        }
    }

    func recover(_ failure: StoreFailureTests.Failure) async throws {
        switch failure {
        case .locked: try await self.say("COMMIT")
        case .moved: try FileManager.default.moveItem(atPath: self.path + ".x", toPath: self.path)
        }
    }

    private func say(_ sql: String) async throws {
        try await self.other.writeWithoutTransaction { try $0.execute(sql: sql) }
    }
}
