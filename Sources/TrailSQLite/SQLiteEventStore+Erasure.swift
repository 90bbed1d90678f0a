internal import GRDB
internal import Logging
internal import Synchronization
public import Trail

extension SQLiteEventStore {
    /// Keeps an erasure, in place of what is kept under the same id.
    public func keep(_ erasure: Erasure) async throws {
        try await self.write { database, _ in
            try ErasureTable(database: database).keep(erasure)
        }
    }

    /// All erasures, the newest first.
    public func erasures() async throws -> [Erasure] {
        try await self.read { try ErasureTable(database: $0).all() }
    }

    /// Takes the right to erase, which one runner at a time has, in whatever process.
    ///
    /// It is a lock on a file beside the store, which the system takes from a process that ends.
    /// - Returns: `nil` while another has it.
    public func leaseErasure() throws -> (any ErasureLease)? {
        try FileLock.take("\(self.path).erasing")
    }

    /// Erases events that the ledger refused, and ends the sessions of whom a demand is about.
    public func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        let isDryRun = demand.isDryRun
        let body: @Sendable (Database) throws -> [ErasureFinding] = { database in
            let letters = try DeadLetterTable(database: database).erase(isDryRun: isDryRun) {
                demand.covers($0.event, keptSince: $0.time)
            }
            var findings: [ErasureFinding] = [.deadLetters(letters)]
            guard let name = demand.userName,
                let user = try UserTable(database: database).user(named: name),
                user.tenant == demand.tenant
            else { return findings }
            let sessions = SessionTable(database: database)
            findings += [.sessions(try sessions.sessions(ofUser: name).count), .account]
            if !isDryRun { try sessions.removeAll(ofUser: name) }
            return findings
        }
        guard !isDryRun else { return try await self.read(body) }
        defer { self.letterRoom.withLock { $0.forget() } }
        return try await self.write { database, _ in try body(database) }
    }

    /// Overwrites what is left of removed text in the free room of the store's file and of the
    /// search index, and empties their write-ahead logs.
    public func overwriteRemains() async throws -> [String] {
        var unreached: [String] = []
        let isOverwritten = try await self.overwriteFreeRoom(self.log.empty) {
            try await self.pool.writeWithoutTransaction($0)
        }
        if !isOverwritten {
            unreached.append("Free room in the file of the store, which others kept busy.")
        }
        guard let search = self.search, search.exists else { return unreached }
        let isDone = try? await self.overwriteFreeRoom({ _ = try $0.checkpoint(.truncate) }) {
            try await search.write(of: self, $0)
        }
        // It can be made anew at any time, so nothing that may hold words of the erased has to stay.
        if isDone != true { search.discard() }
        if search.exists, isDone != true {
            unreached.append("Free room in the file of the search index.")
        }
        return unreached
    }

    /// Goes through a file, a portion at a time, so that nobody else waits long.
    ///
    /// - Parameters:
    ///   - emptyLog: Empties the write-ahead log of the file.
    ///   - write: Runs a step on the one connection that writes.
    /// - Returns: Whether everything was overwritten.
    /// - Throws: What `write` throws.
    private func overwriteFreeRoom(
        _ emptyLog: @escaping @Sendable (Database) throws -> Void,
        _ write: (@escaping @Sendable (Database) throws -> FreeRoom.Step) async throws ->
            FreeRoom.Step
    ) async throws -> Bool {
        var room = FreeRoom()
        var attempts = 0
        while true {
            let start = room
            let step = try await SQLiteFailure.translated {
                try await write { try start.step($0, emptyLog: emptyLog) }
            }
            switch step {
            case .done:
                return true
            case .next(let next):
                room = next
                attempts = 0
            case .busy:
                attempts += 1
                guard attempts < FreeRoom.patience else { return false }
            case .impossible:
                return false
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
