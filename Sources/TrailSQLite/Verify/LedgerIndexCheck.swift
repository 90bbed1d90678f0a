internal import GRDB

/// Compares the indexes that do not begin with the segment with the rows: these are added while
/// the segments are gone through, the entries are read afterwards, some at a time.
struct LedgerIndexCheck {
    /// Entries that one snapshot is held for.
    private static let portion = 65_536

    private let tenant: Int64
    private let hash: EntryHash
    private var due: [LedgerIndex]
    private var places = EntrySum()
    private var ids = EntrySum()
    private var entries = EntrySum()
    private var order = IndexOrder()
    /// Rows behind this one have arrived since.
    private var lastSequence = Int64.min
    private(set) var wrong: [LedgerIndex] = []

    init(tenant: Int64, _ hash: EntryHash, _ schema: SchemaComparison) {
        self.tenant = tenant
        self.hash = hash
        self.due = LedgerIndex.allCases.filter { schema.isSound($0.rawValue) }
    }

    /// Adds a row.
    mutating func add(_ sequence: Int64, index: Int64, id: UnsafeRawBufferPointer) {
        let number = UInt64(bitPattern: sequence)
        self.places.add(self.hash.pair(number, UInt64(bitPattern: index)))
        self.ids.add(self.hash.pair(number, self.hash.value(id, type: RawStatement.blobType)))
        self.lastSequence = max(self.lastSequence, sequence)
    }

    /// Looks at the next entries.
    ///
    /// - Returns: Whether there are more.
    mutating func step(_ database: Database) throws -> Bool {
        guard let index = self.due.first else { return false }
        do {
            if try self.read(index, database) { return true }
            let rows = index == .place ? self.places : self.ids
            if self.entries != rows { self.wrong.append(index) }
        } catch let failure as SQLiteFailure where failure.isCorruption {
            self.wrong.append(index)
        }
        self.due.removeFirst()
        self.entries = EntrySum()
        self.order = IndexOrder()
        return !self.due.isEmpty
    }

    /// Adds up the next entries of an index.
    ///
    /// - Returns: Whether there are more.
    private mutating func read(_ index: LedgerIndex, _ database: Database) throws -> Bool {
        let statement = try RawStatement(index.entries(atMost: Self.portion), database)
        defer { statement.reset() }
        switch index {
        case .place: statement.bind(self.order.number, at: 1)
        case .id: statement.bind(copying: self.order.bytes, at: 1)
        }
        statement.bind(self.tenant, at: 2)
        var count = 0
        while try statement.step() {
            count += 1
            guard let key = self.advance(index, statement) else {
                // A sum that no rows have.
                self.entries = EntrySum(count: -1)
                return false
            }
            let sequence = statement.integer(0)
            guard sequence <= self.lastSequence else { continue }
            self.entries.add(self.hash.pair(UInt64(bitPattern: sequence), key))
        }
        return count == Self.portion
    }

    /// Moves on to the entry that a statement stands on.
    ///
    /// - Returns: What it is kept by; `nil` if it is not in order.
    private mutating func advance(_ index: LedgerIndex, _ statement: RawStatement) -> UInt64? {
        switch index {
        case .place:
            let place = statement.integer(1)
            guard self.order.advance(number: place) else { return nil }
            return UInt64(bitPattern: place)
        case .id:
            let id = statement.memory(1)
            guard self.order.advance(bytes: id) else { return nil }
            return self.hash.value(id, type: statement.type(1))
        }
    }
}
