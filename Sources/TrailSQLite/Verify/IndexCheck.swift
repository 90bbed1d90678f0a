internal import GRDB
internal import Trail
internal import TrailSQL

/// Compares the indexes of a tenant's events with the rows.
///
/// An intruder who leaves the events alone could otherwise hide them from lists by taking their
/// entries out of an index. SQLite's own check looks each row up in each index, in one read that
/// holds back the log; here both are gone through in their own order, segment by segment, and sums
/// over them are compared.
struct IndexCheck {
    private let tenant: Int64
    private let hash = EntryHash()
    private var sound: [EventIndex]
    private var sums = [EntrySum](repeating: EntrySum(), count: EventIndex.allCases.count)
    private var lastSegment = Int64.min
    var ledger: LedgerIndexCheck
    private(set) var wrong: [EventIndex] = []

    /// The columns of a row that are keys, in the order in which they are to be selected.
    static let columns = "id, problem, actor, ip, target, username"

    /// Prepares to compare those indexes that are defined as they should be.
    init(tenant: Int64, _ schema: SchemaComparison) {
        self.tenant = tenant
        self.sound = EventIndex.allCases.filter { schema.isSound($0.rawValue) }
        self.ledger = LedgerIndexCheck(tenant: tenant, self.hash, schema)
    }

    /// Whether nothing is known to be wrong with an index.
    func isSound(_ index: EventIndex) -> Bool { self.sound.contains(index) }

    /// Adds the row that a statement stands on: `seq`, `idx`, `kind`, `outcome`, `time`, `status`,
    /// `duration`, and ``columns`` from `first` on.
    mutating func add(_ row: RawStatement, keysFrom first: Int) {
        let sequence = row.integer(0)
        let base = self.base(sequence, time: row.integer(4))
        let entry = self.hash.pair(base, UInt64(bitPattern: row.integer(2)))
        self.add(entry, to: .kind)
        if row.integer(first + 1) == 1 { self.add(entry, to: .problem) }
        if row.integer(6) >= QueryDriver.slowThreshold {
            self.add(self.hash.pair(base, 0), to: .slow)
        }
        self.add(row, first + 2, base, to: .actor)
        self.add(row, first + 3, base, to: .ip)
        self.add(row, first + 4, base, to: .target)
        self.add(row, first + 5, base, to: .username)
        self.ledger.add(sequence, index: row.integer(1), id: row.memory(first))
    }

    private mutating func add(_ hash: UInt64, to index: EventIndex) {
        self.sums[index.ordinal].add(hash)
    }

    private mutating func add(
        _ row: RawStatement,
        _ column: Int,
        _ base: UInt64,
        to index: EventIndex
    ) {
        let type = row.type(column)
        guard type != RawStatement.nullType else { return }
        let value = self.hash.value(row.memory(column), type: type)
        self.sums[index.ordinal].add(self.hash.pair(base, value))
    }

    private func base(_ sequence: Int64, time: Int64) -> UInt64 {
        self.hash.pair(UInt64(bitPattern: sequence), UInt64(bitPattern: time))
    }

    /// Compares what the indexes have of a segment, and of any before it that has no rows, in the
    /// snapshot in which its rows were added.
    mutating func compare(_ segment: Int64, _ database: Database) throws {
        for index in self.sound {
            if try !self.fits(index, segment, database) { self.convict(index) }
            self.sums[index.ordinal] = EntrySum()
        }
        self.lastSegment = segment
    }

    /// Looks for entries behind the last segment, in the snapshot in which that was compared.
    mutating func compareEnd(_ database: Database) throws {
        for index in self.sound {
            if try !self.isEmpty(index, upTo: .max, database) { self.convict(index) }
        }
    }

    private mutating func convict(_ index: EventIndex) {
        self.wrong.append(index)
        self.sound.removeAll { $0 == index }
    }

    private func fits(
        _ index: EventIndex,
        _ segment: Int64,
        _ database: Database
    ) throws -> Bool {
        do {
            guard try self.isEmpty(index, upTo: segment, database) else { return false }
            return try self.entries(of: index, segment, database) == self.sums[index.ordinal]
        } catch let failure as SQLiteFailure where failure.isCorruption {
            // An entry leads to no row.
            return false
        }
    }

    private func isEmpty(
        _ index: EventIndex,
        upTo segment: Int64,
        _ database: Database
    ) throws -> Bool {
        let statement = try RawStatement(index.between, database)
        defer { statement.reset() }
        statement.bind(self.lastSegment, at: 1)
        statement.bind(self.tenant, at: 2)
        statement.bind(segment, at: 3)
        return try !statement.step()
    }

    /// The sum over the entries of a segment; `nil` where they are not in order.
    private func entries(
        of index: EventIndex,
        _ segment: Int64,
        _ database: Database
    ) throws -> EntrySum? {
        let statement = try RawStatement(index.entries, database)
        defer { statement.reset() }
        statement.bind(segment, at: 1)
        statement.bind(self.tenant, at: 2)
        let hasText = ![.kind, .problem, .slow].contains(index)
        var sum = EntrySum()
        var order = IndexOrder()
        while try statement.step() {
            let sequence = statement.integer(0)
            let time = statement.integer(1)
            let number = hasText ? 0 : statement.integer(2)
            let bytes =
                hasText
                ? statement.memory(2) : UnsafeRawBufferPointer(start: nil, count: 0)
            guard statement.type(1) == RawStatement.integerType,
                order.advance(number: number, bytes: bytes, time: time, sequence: sequence)
            else { return nil }
            let key =
                hasText
                ? self.hash.value(bytes, type: statement.type(2)) : UInt64(bitPattern: number)
            sum.add(self.hash.pair(self.base(sequence, time: time), key))
        }
        return sum
    }
}

extension IndexCheck {
    /// What was found.
    var findings: [VerificationFinding] {
        (self.wrong.map(\.rawValue) + self.ledger.wrong.map(\.rawValue)).map {
            VerificationFinding(index: nil, what: .wrongIndex($0, .unfit))
        }
    }
}

extension EventIndex {
    /// The place of its sum.
    fileprivate var ordinal: Int {
        switch self {
        case .kind: 0
        case .problem: 1
        case .slow: 2
        case .actor: 3
        case .ip: 4
        case .target: 5
        case .username: 6
        }
    }
}
