import Foundation
import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird
import TrailSQLite

/// What stands beside the ledger fails: the record of losses, and the table of dead letters.
@Suite(.timeLimit(.minutes(1)))
struct RecordFailureTests {
    /// What becomes of the file that counts what is not stored yet.
    enum Harm: String, CaseIterable, Sendable {
        case removed, replaced, unreadable
    }

    private static func harm(_ path: String, _ harm: Harm) throws {
        switch harm {
        case .removed: try FileManager.default.removeItem(atPath: path)
        case .replaced:
            try Data("something else".utf8).write(to: URL(filePath: path), options: .atomic)
        case .unreadable:
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        }
    }

    @Test(arguments: Harm.allCases)
    func `a record of losses that is gone changes no response and costs no event`(
        harm: Harm
    ) async throws {
        let plain = try await ComparedCalls.plainAnswers()
        let file = try FailingFile()
        let store = try await file.open()
        let path = file.folder.appendingPathComponent("losses").path
        let app = try TestApp(
            ledger: store,
            losses: try LossRecord(path: path, now: TestApp.now)
        )
        ComparedCalls.add(to: app)
        try await app.run(.live) { client in
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let before = try await ComparedCalls.counts(store)
            try Self.harm(path, harm)
            #expect(try await ComparedCalls.answers(client) == plain)
            // The store fails as well, and loss is counted where nobody reads it.
            try await file.fail(.locked, store)
            #expect(try await ComparedCalls.answers(client) == plain)
            try await file.recover(.locked, store)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(try await ComparedCalls.counts(store) == before.mapValues { $0 * 3 })
        }
        try store.close()
    }

    @Test func `events that neither ledger nor dead letters take are told as lost`() async throws {
        let plain = try await ComparedCalls.plainAnswers()
        let file = try FailingFile()
        let store = try await file.open()
        var recording = TestApp.recording
        recording.lossDelay = .milliseconds(1)
        let app = try TestApp(ledger: store, recording: recording, deadLetters: store)
        ComparedCalls.add(to: app)
        try await app.run(.live) { client in
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let before = try await ComparedCalls.counts(store)
            let actions = before.filter { $0.key.hasPrefix("object.") }
            let others = before.filter { !$0.key.hasPrefix("object.") }
            #expect(!actions.isEmpty && !others.isEmpty)

            try await file.say(
                """
                CREATE TRIGGER refusal BEFORE INSERT ON event WHEN NEW.action LIKE 'object.%'
                BEGIN SELECT RAISE(ABORT, 'refused'); END
                """
            )
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let letters = try await store.letters(limit: 1_000).count
            #expect(letters == actions.values.reduce(0, +))

            try await file.say("ALTER TABLE dead_letter RENAME TO dead_letter_gone")
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            try await eventually {
                (try? await ComparedCalls.counts(store)["recording.events_lost"]) != nil
            }
            try await file.say("ALTER TABLE dead_letter_gone RENAME TO dead_letter")
            try await file.say("DROP TRIGGER refusal")
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(app.recorder.status.outage == nil)

            var after = try await ComparedCalls.counts(store)
            #expect(after.removeValue(forKey: "recording.events_lost") ?? 0 > 0)
            let expected = actions.mapValues { $0 * 2 }.merging(others.mapValues { $0 * 4 }) {
                $1
            }
            #expect(after == expected)
            #expect(try await store.letters(limit: 1_000).count == letters)
        }
        try store.close()
    }
}
