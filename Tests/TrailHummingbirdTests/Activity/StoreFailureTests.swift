import Foundation
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird
import TrailSQLite

/// A SQLite store in a file of its own that fails as such files do, while an app runs.
@Suite(.timeLimit(.minutes(1)))
struct StoreFailureTests {
    private static func app(_ store: SQLiteEventStore) throws -> TestApp {
        let app = try TestApp(ledger: store)
        ComparedCalls.add(to: app)
        return app
    }

    @Test(arguments: FailingFile.Failure.allCases)
    func `changes no response, shows the outage, loses nothing and goes on`(
        failure: FailingFile.Failure
    ) async throws {
        let file = try FailingFile()
        let store = try await file.open()
        let app = try Self.app(store)
        let plain = try await ComparedCalls.plainAnswers()
        try await app.run(.live) { client in
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let before = try await ComparedCalls.counts(store)
            #expect(app.recorder.status.outage == nil)
            var rounds = 1

            try await file.fail(failure, store)
            // A full disk still has what is left of its last pages.
            while app.recorder.status.outage == nil, rounds < 1_000 {
                #expect(try await ComparedCalls.answers(client) == plain)
                rounds += 1
            }
            #expect(app.recorder.status.outage?.code == failure.code)
            #expect(app.recorder.status.queuedEvents > 0)
            #expect(try await ComparedCalls.answers(client) == plain)

            try await file.recover(failure, store)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(app.recorder.status.outage == nil)
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let sum = rounds + 2
            #expect(try await ComparedCalls.counts(store) == before.mapValues { $0 * sum })
        }
        try store.close()
    }

    @Test(arguments: [FailingFile.Failure.locked, .readOnly])
    func `what a store never took is counted, and told at the next start`(
        failure: FailingFile.Failure
    ) async throws {
        let file = try FailingFile()
        let store = try await file.open()
        let losses = file.folder.appendingPathComponent("losses").path
        let plain = try await ComparedCalls.plainAnswers()
        do {
            let app = try TestApp(
                ledger: store,
                losses: try LossRecord(path: losses, now: TestApp.now)
            )
            ComparedCalls.add(to: app)
            try await app.run(.live) { client in
                try await file.fail(failure, store)
                #expect(try await ComparedCalls.answers(client) == plain)
            }
            #expect(!app.recorder.status.isRunning)
        }
        try await file.recover(failure, store)
        #expect(try await ComparedCalls.counts(store).isEmpty)
        try store.close()
        let again = try await file.open()
        let app = try TestApp(
            ledger: again,
            losses: try LossRecord(path: losses, now: TestApp.now)
        )
        try await app.run { _ in
            try await eventually {
                (try? await ComparedCalls.counts(again)["recording.events_lost"]) == 1
            }
        }
        try again.close()
    }
}
