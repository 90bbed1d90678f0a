import Foundation
import InMemoryLogging
import Logging
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// Spools with pages that the disk has spoiled.
@Suite(.timeLimit(.minutes(1)))
struct DamagedSpoolTests {
    private static let count = 3_000

    /// More than SQLite keeps in memory, so that it has to look at the file again.
    private func fill(_ spool: SQLiteSpool) async throws {
        var draft = Event.Draft(.page(PageDetail(path: "/a")))
        draft.metadata = ["filler": .string(String(repeating: "x", count: 2_000))]
        let event = EncodedEvent(
            try Event(draft, tenant: .default, now: TestStore.noon),
            stated: .all
        )
        _ = try await spool.append(Array(repeating: event, count: Self.count))
    }

    /// Overwrites all pages but the first ones, which say what the file is.
    private func spoil(_ path: String) throws {
        for (name, start) in [(path, 8 * 4_096), (path + "-wal", 16 * 4_096)] {
            guard let file = FileHandle(forUpdatingAtPath: name) else { continue }
            defer { try? file.close() }
            let length = Int(try file.seekToEnd())
            guard length > start else { continue }
            try file.seek(toOffset: UInt64(start))
            try file.write(contentsOf: Data(repeating: 0xA5, count: length - start))
        }
    }

    private func aside(_ folder: TemporaryFolder) throws -> [String] {
        let parent = URL(fileURLWithPath: folder.file("spool")).deletingLastPathComponent().path
        return try FileManager.default.contentsOfDirectory(atPath: parent)
            .filter { $0.hasPrefix("spool.damaged-") && !$0.hasSuffix("-wal") }
            .filter { !$0.hasSuffix("-shm") }
    }

    @Test func `is set aside when it is opened, and an empty one takes its place`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("spool")
        let spool = try SQLiteSpool(SQLiteSpool.Configuration(path: path))
        try await self.fill(spool)
        try spool.close()
        try self.spoil(path)
        let again = try SQLiteSpool(SQLiteSpool.Configuration(path: path))
        #expect(try await again.size() == SpoolSize())
        let damage = try #require(await again.takeDamage())
        #expect(damage.events == nil)
        #expect(try self.aside(folder).map { folder.file($0) } == [damage.place])
        #expect(await again.takeDamage() == nil, "it is told once")
        try await self.fill(again)
        let batch = try await again.oldest(SpoolRequest(events: 10, bytes: .max))
        #expect(batch.entries.count == 10)
        try again.close()
    }

    @Test func `is set aside while it is drained, told, and recording goes on`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("spool")
        let spool = try SQLiteSpool(SQLiteSpool.Configuration(path: path))
        try await self.fill(spool)
        try self.spoil(path)
        let clock = ManualClock(TestStore.noon)
        let key = try LedgerKey.generate(name: "spool.example")
        let store = InMemoryEventStore(
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil),
            clock: clock
        )
        let log = InMemoryLogHandler()
        let recorder = EventRecorder(
            store: store,
            clock: clock,
            logger: Logger(label: "test") { _ in log },
            spool: spool
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            defer { group.cancelAll() }
            _ = try await recorder.recordDurably(Event.Draft(.page(PageDetail(path: "/new"))))
            let end = ContinuousClock.now + .seconds(20)
            while await self.told(store).count < 2, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        let told = await self.told(store)
        #expect(told.count == 2)
        #expect(told.contains { $0.contains("/new") })
        #expect(
            told.contains { $0.contains("events_lost") && $0.contains("\"count\":\(Self.count)") }
        )
        let line = try #require(log.entries.first { $0.level == .error })
        #expect(line.message == "the spool is damaged: it is set aside, and a new one is used")
        #expect(line.metadata["trail.count"] == "\(Self.count)")
        #expect(try self.aside(folder).count == 1)
        try spool.close()
    }

    private func told(_ store: InMemoryEventStore) async -> [String] {
        let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
        return await store.entries(request).entries.map {
            String(decoding: $0.event.sections.what?.text ?? [], as: UTF8.self)
        }
    }
}
