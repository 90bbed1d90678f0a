internal import MerkleLog
internal import Trail
internal import TrailSQL

/// The row that a statement stands on, read column by column.
struct EventRow {
    /// What is selected of a row; the columns stand in one order whatever is left out.
    enum Extent: Hashable {
        /// The header, and these sections without their salts: enough to judge a filter.
        case judged(Set<SectionName>)
        /// The event.
        case event
        /// The event, and the columns that exist only to find it.
        case entry
    }

    private let statement: RawStatement
    private let tenant: TenantID
    private let extent: Extent

    init(_ statement: RawStatement, tenant: TenantID, _ extent: Extent) {
        self.statement = statement
        self.tenant = tenant
        self.extent = extent
    }

    var sequence: Int64 { self.statement.integer(0) }
    var index: UInt64 { UInt64(clamping: self.statement.integer(1)) }
    var recordedAt: Timestamp { Timestamp(microseconds: self.statement.integer(5)) }

    /// The header; `nil` if a column holds what no header has.
    var header: EventHeader? {
        guard let id = self.id,
            let kind = Event.Kind(code: self.statement.integer(3)),
            let action = try? Action(self.statement.text(6)),
            let outcome = Event.Outcome(code: self.statement.integer(7) & 3),
            let isImported = self.isImported
        else { return nil }
        return EventHeader(
            id: id,
            tenant: self.tenant,
            kind: kind,
            occurredAt: Timestamp(microseconds: self.statement.integer(4)),
            action: action,
            outcome: outcome,
            isImported: isImported
        )
    }

    /// What stands above the outcome's two bits; `nil` for a mark that nobody makes.
    private var isImported: Bool? {
        switch self.statement.integer(7) >> 2 {
        case 0: false
        case 1: true
        default: nil
        }
    }

    private var id: EventID? {
        let memory = self.statement.memory(2)
        return memory.count == 16 ? EventID(loading: memory) : nil
    }

    /// The columns that exist only to find the event; selected for an ``Extent/entry`` only.
    var columns: EventColumns {
        var columns = EventColumns(
            time: self.statement.integer(13),
            isProblem: self.statement.integer(14) != 0
        )
        columns.actor = self.statement.optionalText(15)
        columns.ip = self.statement.optionalText(16)
        columns.target = self.statement.optionalText(17)
        columns.username = self.statement.optionalText(18)
        columns.status = self.statement.optionalInteger(19).map(Int.init(clamping:))
        columns.duration = self.statement.optionalInteger(20)
        return columns
    }
}

extension EventRow.Extent {
    /// The list of columns to select.
    var columnList: String {
        func text(_ name: SectionName, _ column: String) -> String {
            guard case .judged(let sections) = self, !sections.contains(name) else { return column }
            return "NULL"
        }
        let texts = [
            text(.who, "who"), text(.where, "\"where\""), text(.what, "what"),
        ].joined(separator: ", ")
        // The mark stands last in a row, where it takes no reading: absence and 1 are told by type.
        let header = """
            seq, idx, id, kind, occurred_at, recorded_at, action,
            outcome | (ifnull(imported, 0) << 2)
            """
        let columns = "time, problem, actor, ip, target, username, status, duration"
        return switch self {
        case .judged: "\(header), NULL, NULL, \(texts)"
        case .event: "\(header), salts, erased, \(texts)"
        case .entry: "\(header), salts, erased, \(texts), \(columns)"
        }
    }
}

extension EventRow {
    /// The sections; `nil` if texts, salts and digests do not fit each other.
    var sections: Sections? {
        if case .judged = self.extent { return self.judgedSections }
        let salts = self.statement.memory(8)
        var used = 0
        var sections = Sections()
        for (offset, name) in SectionName.allCases.enumerated() {
            guard let text = self.statement.optionalBytes(10 + offset) else { continue }
            guard used + Salt.byteCount <= salts.count else { return nil }
            let salt = Salt(
                loading: UnsafeRawBufferPointer(rebasing: salts[used..<used + Salt.byteCount])
            )
            used += Salt.byteCount
            sections[name] = .sealed(text: text, salt: salt)
        }
        guard used == salts.count else { return nil }
        guard let erased = self.statement.optionalBytes(9) else { return sections }
        guard let digests = StoredSections(salts: [], erased: erased).digests else { return nil }
        for (name, digest) in digests {
            // Both text and digest of one section: somebody put the text back.
            guard sections[name] == nil else { return nil }
            sections[name] = .erased(digest: digest)
        }
        return sections
    }

    private var judgedSections: Sections {
        var sections = Sections()
        for (offset, name) in SectionName.allCases.enumerated() {
            guard let text = self.statement.optionalBytes(10 + offset) else { continue }
            sections[name] = .sealed(text: text, salt: .unread)
        }
        return sections
    }

    /// The event under the given leaf; under the one that follows from the row where `nil`.
    ///
    /// A row that cannot be read as an event becomes one that no leaf was ever made of, so that
    /// verification names its place.
    func event(leaf: Hash?) -> SealedEvent {
        let header = self.header
        let sections = self.sections
        let event = SealedEvent(
            index: self.index,
            recordedAt: self.recordedAt,
            leaf: leaf ?? .emptyTree,
            header: sections == nil ? self.unreadable : header ?? self.unreadable,
            sections: header == nil ? Sections() : sections ?? Sections()
        )
        guard leaf == nil else { return event }
        return SealedEvent(
            index: event.index,
            recordedAt: event.recordedAt,
            leaf: LeafData.hash(of: event),
            header: event.header,
            sections: event.sections
        )
    }

    private var unreadable: EventHeader {
        let detail = SystemDetail(.critical, category: "store", eventName: "unreadable_row")
        return EventHeader(
            id: self.id ?? EventID(high: 0, low: 0),
            tenant: self.tenant,
            kind: .system,
            occurredAt: Timestamp(microseconds: self.statement.integer(4)),
            action: Action(defaultFor: Event.Draft(.system(detail))),
            outcome: .failure
        )
    }
}

extension Salt {
    /// Stands for a salt that was not read.
    fileprivate static let unread: Salt = {
        var generator = NoRandomness()
        return Salt(using: &generator)
    }()

    private struct NoRandomness: RandomNumberGenerator {
        mutating func next() -> UInt64 { 0 }
    }
}
