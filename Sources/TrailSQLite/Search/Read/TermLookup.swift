internal import GRDB

/// Finds the documents of terms in one part of the index.
struct TermLookup {
    private let before: RawStatement
    private let after: RawStatement
    private let size: RawStatement

    init(_ database: Database) throws {
        let columns = "SELECT term, sum, bytes FROM block WHERE run = ? AND tenant = ? AND term"
        self.before = try RawStatement("\(columns) <= ? ORDER BY term DESC LIMIT 1", database)
        self.after = try RawStatement("\(columns) > ? ORDER BY term", database)
        self.size = try RawStatement(
            "SELECT documents FROM part WHERE run = ? AND tenant = ?",
            database
        )
    }

    /// How many events a tenant has in a run.
    func documents(of tenant: Int64, in run: IndexRun) throws -> Int {
        self.bind(self.size, run, tenant)
        guard try self.size.step() else { return 0 }
        defer { self.size.reset() }
        let count = self.size.integer(0)
        guard count >= 0, count <= run.rows.count else { throw IndexDamage() }
        return Int(count)
    }

    /// The documents that meet every need.
    func documents(
        _ plan: SearchPlan,
        of tenant: Int64,
        in run: IndexRun
    ) throws -> DocumentSet? {
        let count = try self.documents(of: tenant, in: run)
        guard count > 0 else { return nil }
        var found: DocumentSet?
        for need in plan.needs {
            var set = DocumentSet(documents: count)
            try self.add(need, to: &set, count, tenant, run)
            if let met = found { set.formIntersection(met) }
            guard !set.isEmpty else { return nil }
            found = set
        }
        return found
    }

    private func add(
        _ need: SearchPlan.Need,
        to set: inout DocumentSet,
        _ count: Int,
        _ tenant: Int64,
        _ run: IndexRun
    ) throws {
        switch need {
        case .term(let term):
            try self.add(term, to: &set, count, tenant, run)
        case .kinds(let codes):
            for code in codes { try self.add(IndexTerm(kind: code), to: &set, count, tenant, run) }
        case .beginning(let bytes):
            try self.add(beginning: bytes, to: &set, count, tenant, run)
        }
    }

    private func add(
        _ term: IndexTerm,
        to set: inout DocumentSet,
        _ count: Int,
        _ tenant: Int64,
        _ run: IndexRun
    ) throws {
        self.bind(self.before, run, tenant)
        self.before.bind(copying: term.bytes, at: 3)
        guard try self.before.step() else { return }
        defer { self.before.reset() }
        var block = try Self.block(self.before, count)
        while let other = block.next(), other <= term {
            guard other == term else {
                block.skip()
                continue
            }
            block.read(into: &set)
            break
        }
        guard block.isSound else { throw IndexDamage() }
    }

    /// Adds the documents of all terms that begin with `bytes`: those of the block in which the
    /// first of them would be, and those of the blocks behind it.
    private func add(
        beginning bytes: [UInt8],
        to set: inout DocumentSet,
        _ count: Int,
        _ tenant: Int64,
        _ run: IndexRun
    ) throws {
        let least = IndexTerm(bytes)
        var first: [UInt8] = []
        self.bind(self.before, run, tenant)
        self.before.bind(copying: bytes, at: 3)
        if try self.before.step() {
            defer { self.before.reset() }
            first = self.before.bytes(0)
            guard try self.add(self.before, bytes, least, to: &set, count) else { return }
        }
        self.bind(self.after, run, tenant)
        self.after.bind(copying: first, at: 3)
        defer { self.after.reset() }
        while try self.after.step() {
            guard try self.add(self.after, bytes, least, to: &set, count) else { return }
        }
    }

    /// Adds those of a block.
    ///
    /// - Returns: Whether the next block can have more.
    private func add(
        _ row: RawStatement,
        _ bytes: [UInt8],
        _ least: IndexTerm,
        to set: inout DocumentSet,
        _ count: Int
    ) throws -> Bool {
        var block = try Self.block(row, count)
        while let term = block.next() {
            if term.begins(with: bytes) {
                block.read(into: &set)
            } else if term < least {
                block.skip()
            } else {
                return false
            }
        }
        guard block.isSound else { throw IndexDamage() }
        return true
    }

    private func bind(_ statement: RawStatement, _ run: IndexRun, _ tenant: Int64) {
        statement.bind(run.number, at: 1)
        statement.bind(tenant, at: 2)
    }

    private static func block(_ row: RawStatement, _ count: Int) throws -> TermBlockReader {
        let bytes = row.memory(2)
        guard Checksum.of(bytes) == row.integer(1) else { throw IndexDamage() }
        return TermBlockReader(bytes, documents: count)
    }
}
