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

    /// Letters behind the one of `number`, the oldest first, at most `limit`; 0 is before them all.
    ///
    /// One that cannot be read is left out.
    public func letters(after number: Int64, limit: Int) async throws -> [KeptLetter] {
        try await self.read { try DeadLetterTable(database: $0).oldest(after: number, limit) }
    }

    /// Removes a letter; whoever wants its event sealed has that done before.
    ///
    /// - Returns: Whether it was there: another process may have removed it.
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`; the letter is then still there.
    public func removeLetter(_ kept: KeptLetter) async throws -> Bool {
        defer { self.letterRoom.withLock { $0.forget() } }
        return try await self.write { database, _ in
            try DeadLetterTable(database: database).remove(kept)
        }
    }

    /// The newest letters, newest first, at most `limit`.
    public func letters(limit: Int) async throws -> [DeadLetter] {
        try await self.read { try DeadLetterTable(database: $0).newest(limit) }
    }
}
