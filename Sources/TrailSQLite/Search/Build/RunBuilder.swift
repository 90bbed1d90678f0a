internal import GRDB
internal import Trail
internal import TrailSQL

/// Gathers the words of a run of rows, a few rows at a time.
struct RunBuilder: Sendable {
    /// The rows.
    let rows: Range<Int64>
    /// The runs of the index that it takes the place of.
    let replaced: [Int64]
    /// The removals that the store had recorded when it was begun.
    let removals: RemovalMark

    /// The first row that was not read yet.
    private(set) var next: Int64
    private var parts: [Int64: PartBuilder] = [:]
    private var count: Int64 = 0
    private var firstID: [UInt8]?
    private var lastID: [UInt8]?
    private var words = WordList()

    init(_ rows: Range<Int64>, replacing replaced: [Int64], _ removals: RemovalMark) {
        self.rows = rows
        self.replaced = replaced
        self.removals = removals
        self.next = rows.lowerBound
    }

    /// Whether all rows were read.
    var isComplete: Bool { self.next >= self.rows.upperBound }

    /// Reads the next rows, at most `limit` numbers of them.
    mutating func read(_ limit: Int64, _ database: Database) throws {
        let end = min(self.next + limit, self.rows.upperBound)
        let statement = try RawStatement(
            """
            SELECT seq, tenant, kind, time, action, id, who, "where", what FROM event
            WHERE seq >= ? AND seq < ? ORDER BY seq
            """,
            database
        )
        defer { statement.reset() }
        statement.bind(self.next, at: 1)
        statement.bind(end, at: 2)
        while try statement.step() {
            self.take(statement)
        }
        self.next = end
    }

    private mutating func take(_ row: RawStatement) {
        let place = EventPlace(time: row.integer(3), sequence: row.integer(0))
        self.lastID = row.bytes(5)
        if self.count == 0 { self.firstID = self.lastID }
        self.count += 1
        self.parts[row.integer(1), default: PartBuilder()].read(row, place, &self.words)
    }

    /// What the rows are in the index.
    var finished: IndexRun.Content {
        IndexRun.Content(
            rows: self.rows,
            count: self.count,
            firstID: self.firstID ?? [],
            lastID: self.lastID ?? [],
            parts: self.parts.map { $1.part(of: $0) }
        )
    }
}

extension PartBuilder {
    /// Takes in the row that a statement stands on.
    fileprivate mutating func read(
        _ row: RawStatement,
        _ place: EventPlace,
        _ words: inout WordList
    ) {
        self.begin(place, kind: row.integer(2))
        words.read(row.text(4))
        self.add(words)
        for (offset, name) in SectionName.allCases.enumerated() {
            let text = row.memory(6 + offset).assumingMemoryBound(to: UInt8.self)
            _ = SearchableText.read(name, text, &words) { words in
                self.add(words)
                return true
            }
        }
    }
}
