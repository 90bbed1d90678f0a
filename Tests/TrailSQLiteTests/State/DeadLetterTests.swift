import Logging
import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct DeadLetterTests {
    @Test func `gives back letters as they were put aside, the newest first`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: 4, time: TestStore.noon)
        var letters: [DeadLetter] = []
        for number in 0..<5 {
            letters.append(
                DeadLetter(
                    event: try samples.event(stated: [.id, .what]),
                    reason: number % 2 == 0 ? .unstorable : .idConflict,
                    message: "number \(number)",
                    time: TestStore.noon
                )
            )
        }
        for letter in letters {
            try await store.add(letter)
        }
        #expect(try await store.letters(limit: 3) == Array(letters.reversed().prefix(3)))
        try store.close()
        let again = try await test.open()
        #expect(try await again.letters(limit: 100) == letters.reversed())
    }

    private func letter(_ message: String = "no") throws -> DeadLetter {
        var samples = SampleEvents(seed: 4, time: TestStore.noon)
        return DeadLetter(
            event: try samples.event(stated: .all),
            reason: .unstorable,
            message: message,
            time: TestStore.noon
        )
    }

    @Test func `a store takes letters up to a bound, and goes on once some are gone`()
        async throws
    {
        let test = try TestStore()
        let store = try await test.open()
        let letter = try self.letter("größer")
        let size = LetterRoom.size(of: letter)
        store.letterRoom.withLock { $0.maximum = 3 * size }
        for _ in 0..<3 {
            try await store.add(letter)
        }
        #expect(try await store.read { try DeadLetterTable(database: $0).byteCount() } == 3 * size)
        await expect(throwing: .outOfSpace) { try await store.add(letter) }
        #expect(try await store.letterCount() == 3)
        try test.tamper("DELETE FROM dead_letter WHERE no = 1")
        store.letterRoom.withLock { $0.forget() }
        try await store.add(letter)
        #expect(try await store.letterCount() == 3)
        try store.close()
        let again = try await test.open()
        again.letterRoom.withLock { $0.maximum = 3 * size }
        await expect(throwing: .outOfSpace) { try await again.add(letter) }
    }

    @Test func `gives letters the oldest first, and removes the one that is meant`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: 5, time: TestStore.noon)
        let letters = try (0..<5).map { number in
            DeadLetter(
                event: try samples.event(stated: .all),
                reason: .unstorable,
                message: "number \(number)",
                time: TestStore.noon
            )
        }
        for letter in letters {
            try await store.add(letter)
        }
        let first = try await store.letters(after: 0, limit: 2)
        #expect(first.map(\.letter) == Array(letters[..<2]))
        let rest = try await store.letters(after: first[1].number, limit: 9)
        #expect(rest.map(\.letter) == Array(letters[2...]))
        #expect(try await store.letters(after: 0, limit: 0).isEmpty)
        #expect(try await store.removeLetter(rest[2]))
        #expect(try await !store.removeLetter(rest[2]))
        // Its number is given again, and stands for another letter then.
        let other = DeadLetter(
            event: try samples.event(stated: .all),
            reason: .idConflict,
            message: "another",
            time: TestStore.noon
        )
        try await store.add(other)
        #expect(try await store.letters(after: 0, limit: 9).last?.number == rest[2].number)
        #expect(try await !store.removeLetter(rest[2]))
        #expect(try await store.letters(limit: 1) == [other])
        try test.tamper("UPDATE dead_letter SET kind = 99 WHERE no = \(first[0].number)")
        #expect(try await store.letters(after: 0, limit: 2).first == first[1])
        #expect(try await store.letterCount() == 5)
    }

    @Test func `letters of a spool take a quarter of it, and room from what waits`() async throws {
        let folder = try TemporaryFolder()
        let letter = try self.letter()
        let size = LetterRoom.size(of: letter)
        var configuration = SQLiteSpool.Configuration(path: folder.file("spool"))
        configuration.maximumBytes = 8 * size
        let spool = try SQLiteSpool(configuration)
        for _ in 0..<2 {
            try await spool.add(letter)
        }
        await expect(throwing: .outOfSpace) { try await spool.add(letter) }
        let events = Array(repeating: letter.event, count: 7)
        await expect(throwing: .overloaded) { _ = try await spool.append(events) }
        _ = try await spool.append(Array(events.prefix(6)))
        try spool.close()
        let again = try SQLiteSpool(configuration)
        await expect(throwing: .outOfSpace) { try await again.add(letter) }
        await expect(throwing: .overloaded) { _ = try await again.append([letter.event]) }
    }

    @Test func `a letter that finds no room is a loss that the ledger tells`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        store.letterRoom.withLock { $0.maximum = 1 }
        var configuration = RecordingConfiguration()
        configuration.lossDelay = .zero
        let recorder = EventRecorder(
            store: store,
            configuration: configuration,
            clock: test.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            deadLetters: store
        )
        let id = EventID.random(at: TestStore.noon)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            var draft = Event.Draft(.page(PageDetail(path: "/first")))
            draft.id = id
            _ = try await recorder.recordDurably(draft)
            draft.detail = .page(PageDetail(path: "/second"))
            recorder.record(draft)
            var told: [String] = []
            for _ in 0..<500 where told.isEmpty {
                try await Task.sleep(for: .milliseconds(10))
                let page = try await store.entries(
                    EntriesRequest(tenant: .default, from: 1, upTo: .max, limit: 10)
                )
                told = page.entries.map { $0.event.header.action.name }
            }
            #expect(told == ["recording.events_lost"])
            group.cancelAll()
        }
        #expect(try await store.letterCount() == 0)
    }
}
