internal import Synchronization
public import Trail

extension SQLiteEventStore: DeadLetterStore {
    /// Puts a letter aside; after this returns it survives a crash.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`, `outOfSpace` also where letters take
    ///   64 MiB, or `unstorable` for a letter that the database refuses, too.
    public func add(_ letter: DeadLetter) async throws {
        do {
            try await self.write { database, _ in
                let table = DeadLetterTable(database: database)
                try self.letterRoom.withLock { try $0.take(letter, in: table) }
                try table.add(letter)
            }
        } catch let error as TrailError where error.code != .outOfSpace {
            self.letterRoom.withLock { $0.forget() }
            throw error
        }
    }

    /// How many letters there are.
    public func letterCount() async throws -> Int {
        try await self.read { try DeadLetterTable(database: $0).count() }
    }

    /// The newest letters, newest first, at most `limit`.
    public func letters(limit: Int) async throws -> [DeadLetter] {
        try await self.read { try DeadLetterTable(database: $0).newest(limit) }
    }
}
