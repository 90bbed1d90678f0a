import Foundation
import GRDB
import Logging
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct SQLiteSpoolTests {
    private func spool(
        _ path: String,
        maximumBytes: Int = 1_048_576
    ) throws -> SQLiteSpool {
        var configuration = SQLiteSpool.Configuration(path: path)
        configuration.maximumBytes = maximumBytes
        return try SQLiteSpool(configuration)
    }

    private func events(_ count: Int, seed: UInt64 = 1) throws -> [EncodedEvent] {
        var samples = SampleEvents(seed: seed, time: TestStore.noon)
        var events: [EncodedEvent] = []
        for number in 0..<count {
            let stated: EncodedEvent.Stated = number % 2 == 0 ? .all : [.id, .what]
            events.append(try samples.event(stated: stated))
        }
        return events
    }

    private func all(_ spool: SQLiteSpool) async throws -> [EncodedEvent] {
        let request = SpoolRequest(events: .max, bytes: .max)
        return try await spool.oldest(request).entries.compactMap(\.event)
    }

    @Test func `gives events back as they were, in order, until they are removed`() async throws {
        let folder = try TemporaryFolder()
        let spool = try self.spool(folder.file("spool"))
        let events = try self.events(50)
        _ = try await spool.append(Array(events[..<20]))
        var size = try await spool.append(Array(events[20...]))
        #expect(size.events == 50)
        #expect(size.bytes == events.reduce(0) { $0 + $1.byteCount })
        let batch = try await spool.oldest(SpoolRequest(events: 7, bytes: .max))
        #expect(batch.entries.map(\.event) == events[..<7].map { $0 })
        let place = try #require(batch.entries.last?.place)
        size = try await spool.remove(through: place)
        #expect(size.events == 43)
        #expect(try await self.all(spool) == Array(events[7...]))
        let small = try await spool.oldest(SpoolRequest(events: 7, bytes: 1))
        #expect(small.entries.count == 1, "one is given whatever its size")
    }

    @Test func `holds what it took when the process is killed`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("spool")
        let spool = try self.spool(path)
        let events = try self.events(40)
        for turn in 0..<8 {
            _ = try await spool.append(Array(events[turn * 5..<turn * 5 + 5]))
            if turn == 4 {
                let first = try await spool.oldest(SpoolRequest(events: 9, bytes: .max))
                _ = try await spool.remove(through: try #require(first.entries.last?.place))
            }
            // What is on disk at this moment is what a killed process leaves behind.
            let copy = folder.file("copy-\(turn)")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            let revived = try self.spool(copy)
            let expected = events[(turn < 4 ? 0 : 9)..<turn * 5 + 5]
            #expect(try await self.all(revived) == Array(expected))
            #expect(try await revived.size().events == expected.count)
            try revived.close()
        }
    }

    @Test func `takes all of what there is room for, or nothing`() async throws {
        let folder = try TemporaryFolder()
        let events = try self.events(10)
        let bytes = events.prefix(6).reduce(0) { $0 + $1.byteCount }
        let spool = try self.spool(folder.file("spool"), maximumBytes: bytes)
        _ = try await spool.append(Array(events[..<5]))
        await expect(throwing: .overloaded) { _ = try await spool.append(Array(events[5...])) }
        #expect(try await spool.size().events == 5)
        _ = try await spool.append([events[5]])
        await expect(throwing: .overloaded) { _ = try await spool.append([events[6]]) }
        let first = try await spool.oldest(SpoolRequest(events: 1, bytes: .max))
        _ = try await spool.remove(through: try #require(first.entries.first?.place))
        #expect(try await self.all(spool) == Array(events[1..<6]))
    }

    @Test func `an emptied spool is small and holds no text`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("spool")
        let spool = try self.spool(path, maximumBytes: 10_000_000)
        var draft = Event.Draft(.page(PageDetail(path: "/a-word-that-is-nowhere-else")))
        draft.metadata = ["filler": .string(String(repeating: "x", count: 2_000))]
        let event = EncodedEvent(
            try Event(draft, tenant: .default, now: TestStore.noon),
            stated: .all
        )
        var size = try await spool.append(Array(repeating: event, count: 1_000))
        while size.events > 0 {
            let batch = try await spool.oldest(SpoolRequest(events: 300, bytes: .max))
            size = try await spool.remove(through: try #require(batch.entries.last?.place))
        }
        #expect(size == SpoolSize())
        for suffix in ["", "-wal"] {
            let data = try Data(contentsOf: URL(fileURLWithPath: path + suffix))
            #expect(data.count < 100_000)
            #expect(data.range(of: Data("nowhere-else".utf8)) == nil)
        }
    }

    @Test func `is one process's own, and refuses what is no spool`() async throws {
        let folder = try TemporaryFolder()
        let spool = try self.spool(folder.file("spool"))
        await expect(throwing: .alreadyServed) { _ = try self.spool(folder.file("spool")) }
        try spool.close()
        _ = try self.spool(folder.file("spool"))
        let test = try TestStore()
        let store = try await test.open()
        try store.close()
        await expect(throwing: .invalidConfiguration) { _ = try self.spool(test.path) }
    }

    @Test func `an event that the disk has spoiled keeps its place`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("spool")
        let events = try self.events(3)
        let spool = try self.spool(path)
        _ = try await spool.append(events)
        try spool.close()
        try Self.spoil(path)
        let again = try self.spool(path)
        let batch = try await again.oldest(SpoolRequest(events: 10, bytes: .max))
        #expect(batch.entries.map(\.event) == [events[0], nil, events[2]])
    }

    private static func spoil(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "UPDATE spool SET kind = 99 WHERE no = 2")
        }
    }

    @Test func `keeps dead letters`() async throws {
        let folder = try TemporaryFolder()
        let spool = try self.spool(folder.file("spool"))
        let letter = DeadLetter(
            event: try self.events(1)[0],
            reason: .unstorable,
            message: "no",
            time: TestStore.noon
        )
        try await spool.add(letter)
        #expect(try await spool.letters(limit: 5) == [letter])
    }

    @Test(.timeLimit(.minutes(1))) func `a recorder leaves in it what its store did not take`()
        async throws
    {
        struct Away: LedgerWriter {
            func append(_ request: AppendRequest) async throws -> AppendResult {
                throw TrailError(.storeUnavailable, "away")
            }
        }
        let folder = try TemporaryFolder()
        let path = folder.file("spool")
        var ids: [EventID] = []
        for _ in 0..<2 {
            let spool = try self.spool(path)
            let recorder = EventRecorder(
                store: Away(),
                clock: SystemWallClock(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                spool: spool
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.run() }
                for _ in 0..<20 {
                    let draft = Event.Draft(.page(PageDetail(path: "/")))
                    ids.append(try await recorder.recordDurably(draft).id)
                }
                group.cancelAll()
            }
            try spool.close()
        }
        let test = try TestStore()
        let store = try await test.open()
        let spool = try self.spool(path)
        let recorder = EventRecorder(
            store: store,
            clock: test.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            spool: spool
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recorder.run() }
            while try await spool.size().events > 0 {
                try await Task.sleep(for: .milliseconds(1))
            }
            group.cancelAll()
        }
        let stored = try await store.entries(
            EntriesRequest(tenant: .default, from: 0, upTo: 1_000)
        )
        #expect(stored.entries.map(\.event.header.id) == ids)
        #expect(try await test.findings(store).isEmpty)
    }
}
