internal import GRDB
internal import TrailSQL

/// The runs of the index, with all that belongs to them.
struct RunTable {
    let database: Database

    /// The runs, by their rows.
    func all() throws -> [IndexRun] {
        let statement = try RawStatement(
            "SELECT no, first, upto FROM run ORDER BY first",
            self.database
        )
        defer { statement.reset() }
        var runs: [IndexRun] = []
        while try statement.step() {
            let (first, upTo) = (statement.integer(1), statement.integer(2))
            // Rows that a run cannot have would only come of damage.
            guard first < upTo else { throw IndexDamage() }
            runs.append(IndexRun(number: statement.integer(0), rows: first..<upTo))
        }
        return runs
    }

    /// How many rows the index has.
    func rowCount() throws -> Int64 {
        try self.database.firstInteger("SELECT coalesce(sum(count), 0) FROM run") ?? 0
    }

    /// Writes a run.
    func insert(_ content: IndexRun.Content) throws {
        let run = try RawStatement(
            "INSERT INTO run (first, upto, count, first_id, last_id) VALUES (?, ?, ?, ?, ?)",
            self.database
        )
        run.bind(content.rows.lowerBound, at: 1)
        run.bind(content.rows.upperBound, at: 2)
        run.bind(content.count, at: 3)
        run.bind(copying: content.firstID, at: 4)
        run.bind(copying: content.lastID, at: 5)
        try run.run()
        let number = self.database.lastInsertedRowID
        for part in content.parts { try self.insert(part, number) }
    }

    private func insert(_ part: IndexPart, _ run: Int64) throws {
        let statement = try RawStatement(
            "INSERT INTO part (run, tenant, documents, sum, places) VALUES (?, ?, ?, ?, ?)",
            self.database
        )
        statement.bind(run, at: 1)
        statement.bind(part.tenant, at: 2)
        statement.bind(Int64(part.documents), at: 3)
        statement.bind(part.places.withUnsafeBytes(Checksum.of), at: 4)
        statement.bind(copying: part.places, at: 5)
        try statement.run()
        let block = try RawStatement(
            "INSERT INTO block (run, tenant, term, sum, bytes) VALUES (?, ?, ?, ?, ?)",
            self.database
        )
        block.bind(run, at: 1)
        block.bind(part.tenant, at: 2)
        for terms in part.blocks {
            block.bind(copying: terms.first.bytes, at: 3)
            block.bind(terms.bytes.withUnsafeBytes(Checksum.of), at: 4)
            block.bind(copying: terms.bytes, at: 5)
            try block.run()
        }
    }

    /// Deletes runs.
    func delete(_ numbers: some Sequence<Int64>) throws {
        for table in ["block WHERE run", "part WHERE run", "run WHERE no"] {
            let statement = try RawStatement("DELETE FROM \(table) = ?", self.database)
            for number in numbers {
                statement.bind(number, at: 1)
                try statement.run()
            }
        }
    }

    /// The last removal of the store that the index knows of.
    func lastRemoval() throws -> Int64 {
        guard let last = try self.database.firstInteger("SELECT last_removal FROM mark") else {
            throw IndexDamage()
        }
        return last
    }

    /// Notes that the index has nothing left of what the store's removals up to `number` took.
    func note(lastRemoval number: Int64) throws {
        let statement = try RawStatement(
            "UPDATE mark SET last_removal = max(last_removal, ?)",
            self.database
        )
        statement.bind(number, at: 1)
        try statement.run()
    }

    /// Whether the rows of every run are in `store`, as far as their ends tell: an index that lies
    /// beside another store, or beside an older copy of its own, is of no use.
    func isOf(_ store: Database) throws -> Bool {
        let runs = try RawStatement(
            "SELECT first, upto, first_id, last_id FROM run",
            self.database
        )
        let first = try RawStatement(
            "SELECT id FROM event WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT 1",
            store
        )
        let last = try RawStatement(
            "SELECT id FROM event WHERE seq >= ? AND seq < ? ORDER BY seq DESC LIMIT 1",
            store
        )
        defer { runs.reset() }
        while try runs.step() {
            for (statement, column) in [(first, 2), (last, 3)] {
                statement.bind(runs.integer(0), at: 1)
                statement.bind(runs.integer(1), at: 2)
                let id = try statement.step() ? statement.bytes(0) : []
                statement.reset()
                guard id == runs.bytes(column) else { return false }
            }
        }
        return true
    }
}

/// The index holds what was never written to it.
struct IndexDamage: Error {}
