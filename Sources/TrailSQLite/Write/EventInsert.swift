internal import GRDB
internal import Trail
internal import TrailSQL

/// The statement that stores one event.
struct EventInsert: ~Copyable {
    private let statement: RawStatement
    private var memory = BoundMemory()

    init(_ database: Database) throws {
        self.statement = try RawStatement(
            """
            INSERT INTO event (
                seq, tenant, idx, id, kind, occurred_at, recorded_at, action, outcome,
                time, problem, actor, ip, target, username, status, duration,
                salts, erased, who, "where", what, imported
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            database
        )
    }

    /// Stores an event under the given number.
    mutating func run(
        _ event: SealedEvent,
        _ columns: EventColumns,
        tenant: Int64,
        sequence: Int64
    ) throws {
        self.memory.begin(Self.room(for: event, columns))
        let statement = self.statement
        statement.bind(sequence, at: 1)
        statement.bind(tenant, at: 2)
        statement.bind(Int64(event.index), at: 3)
        statement.bind(bytes: event.header.id.withUnsafeBytes { self.memory.place($0) }, at: 4)
        statement.bind(event.header.kind.code, at: 5)
        statement.bind(event.header.occurredAt.microseconds, at: 6)
        statement.bind(event.recordedAt.microseconds, at: 7)
        statement.bind(text: self.memory.place(event.header.action.name.utf8), at: 8)
        statement.bind(event.header.outcome.code, at: 9)
        self.bind(columns)
        self.bind(event.sections)
        statement.bind(event.header.isImported ? 1 : nil, at: 23)
        try statement.run()
    }

    private mutating func bind(_ columns: EventColumns) {
        self.statement.bind(columns.time, at: 10)
        self.statement.bind(columns.isProblem ? 1 : 0 as Int64, at: 11)
        self.bind(columns.actor, at: 12)
        self.bind(columns.ip, at: 13)
        self.bind(columns.target, at: 14)
        self.bind(columns.username, at: 15)
        self.statement.bind(columns.status.map(Int64.init), at: 16)
        self.statement.bind(columns.duration, at: 17)
    }

    private mutating func bind(_ sections: Sections) {
        let parts = StoredSections(sections)
        self.statement.bind(bytes: self.memory.place(parts.salts), at: 18)
        if parts.erased.isEmpty {
            self.statement.bindNull(at: 19)
        } else {
            self.statement.bind(bytes: self.memory.place(parts.erased), at: 19)
        }
        self.bind(sections.who?.text, at: 20)
        self.bind(sections.where?.text, at: 21)
        self.bind(sections.what?.text, at: 22)
    }

    private mutating func bind(_ text: String?, at position: Int) {
        guard let text else { return self.statement.bindNull(at: position) }
        self.statement.bind(text: self.memory.place(text.utf8), at: position)
    }

    private mutating func bind(_ text: [UInt8]?, at position: Int) {
        guard let text else { return self.statement.bindNull(at: position) }
        let placed = text.withUnsafeBytes { self.memory.place($0) }
        self.statement.bind(text: placed, at: position)
    }

    /// Bytes enough for all values of the row.
    private static func room(for event: SealedEvent, _ columns: EventColumns) -> Int {
        var room = 16 + event.header.action.name.utf8.count + StoredSections.maximumByteCount
        for name in SectionName.allCases {
            room += event.sections[name]?.text?.count ?? 0
        }
        for text in [columns.actor, columns.ip, columns.target, columns.username] {
            room += text?.utf8.count ?? 0
        }
        return room
    }
}
