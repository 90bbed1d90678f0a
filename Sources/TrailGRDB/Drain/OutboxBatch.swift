#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import GRDB
internal import Trail

/// The oldest changes of the outbox.
struct OutboxBatch: Sendable {
    /// The random bytes of this database.
    private(set) var seed: [UInt8] = []
    private(set) var changes: [OutboxChange] = []
    /// The numbers of the rows that were read.
    private(set) var rows: ClosedRange<Int64>?
    /// The row that says whose the changes are that follow; it stays until its scope ends.
    private(set) var openMark: Int64?
    /// Rows that mean nothing that is known.
    private(set) var unreadable: [Int64] = []

    /// Whether nothing waits.
    var isEmpty: Bool { self.rows == nil || self.rows == self.openMark.map { $0...$0 } }

    /// Reads changes until there are `limit` of them, or `bytes`.
    init(_ db: Database, limit: Int, bytes: Int = 4 * 1_048_576) throws {
        guard try Outbox.exists(db) else { return }
        self.seed = try [UInt8](
            Data.fetchOne(db, sql: "SELECT seed FROM trail_tracker WHERE id = 1") ?? Data()
        )
        var reading = OutboxReading(db)
        let statement = try OutboxStatement(db)
        defer { statement.reset() }
        var size = 0
        while self.changes.count < limit, size < bytes, try statement.step() {
            let first = statement.id
            switch try reading.read(statement) {
            case .change(let change):
                size += change.values.reduce(0) { $0 + $1.byteCount }
                self.changes.append(change)
            case .mark(let isOpen): self.openMark = isOpen ? first : nil
            case .unreadable: self.unreadable.append(first)
            }
            self.rows = (self.rows?.lowerBound ?? first)...statement.id
        }
    }
}

/// Makes changes of rows, one after another.
private struct OutboxReading {
    enum Read {
        case change(OutboxChange)
        case mark(isOpen: Bool)
        case unreadable
    }

    private let db: Database
    private var layouts: [Int64: ChangeLayout] = [:]
    private var scope: CaptureScope?

    init(_ db: Database) {
        self.db = db
    }

    /// Reads what begins at the row at which `statement` stands.
    mutating func read(_ statement: OutboxStatement) throws -> Read {
        guard let (kind, number) = OutboxKind.parse(statement.code) else { return .unreadable }
        switch kind {
        case .continuation: return .unreadable
        case .scopeEnd:
            self.scope = nil
            return .mark(isOpen: false)
        case .scope:
            guard case .text(let text) = statement.value(0) else { return .unreadable }
            // A scope that cannot be read names nobody; the changes count all the same.
            self.scope = try? CaptureScope(parsing: text)
            return .mark(isOpen: true)
        case .create, .update, .delete, .link, .unlink:
            guard let layout = try self.layout(number) else { return .unreadable }
            return try self.change(kind, layout, statement)
        }
    }

    private func change(
        _ kind: OutboxKind,
        _ layout: ChangeLayout,
        _ statement: OutboxStatement
    ) throws -> Read {
        let (id, day) = (statement.id, statement.day)
        let count = OutboxChange.count(kind, layout)
        var values: [OutboxValue] = []
        values.reserveCapacity(count)
        while true {
            let part = min(count - values.count, Outbox.width)
            for place in 0..<part { values.append(statement.value(place)) }
            guard values.count < count else { break }
            // One trigger writes all rows of a change, so the next one is there and is its own.
            guard try statement.step() else { return .unreadable }
        }
        return .change(
            OutboxChange(
                number: id,
                kind: kind,
                layout: layout,
                day: day,
                values: values,
                scope: self.scope
            )
        )
    }

    private mutating func layout(_ number: Int64) throws -> ChangeLayout? {
        if let known = self.layouts[number] { return known }
        let layout = try StoredLayout.layout(number, self.db)
        self.layouts[number] = layout
        return layout
    }
}
