import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Trail
import TrailSQLite

@testable import Hello

/// The smallest app, as a visitor and its ledger see it.
@Suite struct HelloTests {
    @Test(.timeLimit(.minutes(1)))
    func `answers, and has each request in its ledger`() async throws {
        let folder = NSTemporaryDirectory() + "hello-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await Hello.app(in: folder, logger: logger).test(.router) { client in
            try await client.execute(uri: "/hello/ada", method: .get) { response in
                #expect(response.status == .ok)
                #expect(String(buffer: response.body) == "Hello, ada!")
            }
            try await client.execute(uri: "/nowhere", method: .get)
        }
        let key = try LedgerKey.loadOrCreate(at: folder + "/hello.key", name: "hello.example")
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: folder + "/hello.sqlite"),
            sealer: Sealer(
                key: key,
                serverName: key.name,
                clock: SystemWallClock(),
                memory: nil
            )
        )
        let events = try await store.page(EventQuery(tenant: .default, order: .ledger)).events
        #expect(events.map(\.header.action.name) == ["request.get", "request.get"])
        #expect(events.map(\.header.outcome) == [.success, .failure])
        try store.close()
    }
}
