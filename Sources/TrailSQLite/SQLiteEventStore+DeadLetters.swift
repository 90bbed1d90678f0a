public import Trail

extension SQLiteEventStore: DeadLetterStore {
    /// Puts a letter aside; after this returns it survives a crash.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`, `outOfSpace`, or `unstorable` for a letter
    ///   that the database refuses, too.
    public func add(_ letter: DeadLetter) async throws {
        try await self.write { database, _ in
            try DeadLetterTable(database: database).add(letter)
        }
    }

    /// The newest letters, newest first, at most `limit`.
    public func letters(limit: Int) async throws -> [DeadLetter] {
        try await self.read { try DeadLetterTable(database: $0).newest(limit) }
    }
}
