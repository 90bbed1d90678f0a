import HummingbirdTesting
import Testing
import Trail
import TrailHummingbird
import TrailSQLite

/// A store that says nothing for a while, and then goes on.
@Suite(.timeLimit(.minutes(1)))
struct HangingStoreTests {
    @Test(arguments: HangingLedger.Hang.allCases)
    func `changes no response, and has each event once`(hang: HangingLedger.Hang) async throws {
        let plain = try await ComparedCalls.plainAnswers()
        let file = try FailingFile()
        let store = try await file.open()
        let ledger = HangingLedger(store, hang)
        let app = try TestApp(ledger: ledger)
        ComparedCalls.add(to: app)
        try await app.run(.live) { client in
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            let before = try await ComparedCalls.counts(store)

            ledger.hold()
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { ledger.isAsked }
            #expect(try await ComparedCalls.answers(client) == plain)
            #expect(app.recorder.status.queuedEvents > 0)

            ledger.release()
            #expect(try await ComparedCalls.answers(client) == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(try await ComparedCalls.counts(store) == before.mapValues { $0 * 4 })
        }
        try store.close()
    }

    @Test(arguments: HangingLedger.Hang.allCases)
    func `who waits for it gets the same responses later`(hang: HangingLedger.Hang) async throws {
        let plain = try await ComparedCalls.plainAnswers()
        let file = try FailingFile()
        let store = try await file.open()
        let ledger = HangingLedger(store, hang)
        var recording = TestApp.recording
        recording.wait = true
        let app = try TestApp(ledger: ledger, recording: recording)
        ComparedCalls.add(to: app)
        try await app.run(.live) { client in
            #expect(try await ComparedCalls.answers(client) == plain)
            let before = try await ComparedCalls.counts(store)
            ledger.hold()
            async let late = ComparedCalls.answers(client)
            try await eventually { ledger.isAsked }
            ledger.release()
            #expect(try await late == plain)
            try await eventually { app.recorder.status.queuedEvents == 0 }
            #expect(try await ComparedCalls.counts(store) == before.mapValues { $0 * 2 })
        }
        try store.close()
    }
}
