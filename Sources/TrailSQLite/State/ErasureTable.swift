internal import GRDB
internal import Trail

/// The erasures.
struct ErasureTable {
    let database: Database

    private static let columns = """
        id, tenant, ordered_by, actor_type, reason, sections, recorded_before, skips_held,
        created_at, finished_at, subject, outcome
        """

    func keep(_ erasure: Erasure) throws {
        let statement = try RawStatement(
            """
            INSERT OR REPLACE INTO erasure (\(Self.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        let order = erasure.order
        let names = SectionName.allCases.filter(order.sections.contains).map(\.rawValue)
        statement.bind(copying: erasure.id.bytes, at: 1)
        statement.bind(copying: order.tenant.name, at: 2)
        statement.bind(copying: order.actor.id ?? "", at: 3)
        statement.bind(copying: order.actor.type.rawValue, at: 4)
        statement.bind(copying: order.reason, at: 5)
        statement.bind(copying: names.joined(separator: ","), at: 6)
        statement.bind(order.recordedBefore.microseconds, at: 7)
        statement.bind(order.skipsHeld ? 1 : 0 as Int64, at: 8)
        statement.bind(erasure.createdAt.microseconds, at: 9)
        statement.bind(erasure.finishedAt?.microseconds, at: 10)
        if let subject = erasure.subject {
            statement.bind(copying: CanonicalJSON(subject.json).bytes, asTextAt: 11)
        } else {
            statement.bindNull(at: 11)
        }
        let outcome = erasure.outcome.json(expected: erasure.expected)
        statement.bind(copying: CanonicalJSON(outcome).bytes, asTextAt: 12)
        try statement.run()
    }

    /// All erasures, the newest first.
    func all() throws -> [Erasure] {
        let statement = try RawStatement(
            "SELECT \(Self.columns) FROM erasure ORDER BY created_at DESC, id DESC",
            self.database
        )
        defer { statement.reset() }
        var erasures: [Erasure] = []
        while try statement.step() {
            guard let erasure = Self.erasure(statement) else {
                throw TrailError(.ledgerDamaged, "A stored erasure is malformed.")
            }
            erasures.append(erasure)
        }
        return erasures
    }

    private static func erasure(_ statement: RawStatement) -> Erasure? {
        guard let id = EventID(bytes: statement.bytes(0)),
            let order = self.order(statement),
            let json = try? CanonicalJSON(parsing: statement.bytes(11)).value,
            let outcome = Erasure.Outcome(json: json)
        else { return nil }
        var subject: ErasureSubject?
        if let text = statement.optionalText(10) {
            guard let json = try? CanonicalJSON(parsing: Array(text.utf8)).value,
                let stored = ErasureSubject(json: json)
            else { return nil }
            subject = stored
        }
        var erasure = Erasure(
            id: id,
            order: order,
            createdAt: Timestamp(microseconds: statement.integer(8)),
            stored: subject
        )
        erasure.outcome = outcome
        erasure.expected = Erasure.Outcome.counts(json, "expected") ?? [:]
        erasure.finishedAt = statement.optionalInteger(9).map(Timestamp.init(microseconds:))
        return erasure
    }

    private static func order(_ statement: RawStatement) -> Erasure.Order? {
        let names = statement.text(5).split(separator: ",")
        let sections = names.compactMap { SectionName(rawValue: String($0)) }
        guard let tenant = try? TenantID(statement.text(1)),
            let type = Event.ActorType(rawValue: statement.text(3)), sections.count == names.count
        else { return nil }
        var order = Erasure.Order(
            tenant: tenant,
            reason: statement.text(4),
            actor: Event.Actor(type: type, id: statement.text(2), isVerified: true),
            recordedBefore: Timestamp(microseconds: statement.integer(6))
        )
        order.sections = Set(sections)
        order.skipsHeld = statement.integer(7) != 0
        return order
    }
}

extension Erasure.Outcome {
    fileprivate func json(expected: [String: Int]) -> JSON {
        let kinds = self.kinds.map { ($0.key.rawValue, JSON.integer(Int64($0.value))) }
        var members: [String: JSON] = [
            "count": .integer(Int64(self.count)),
            "held": .integer(Int64(self.held)),
            "kinds": .object(Dictionary(uniqueKeysWithValues: kinds)),
            "beside": .object(self.beside.mapValues { .integer(Int64($0)) }),
            "unreached": .array(self.unreached.map { .string($0) }),
        ]
        if !expected.isEmpty {
            members["expected"] = .object(expected.mapValues { .integer(Int64($0)) })
        }
        return .object(members)
    }

    fileprivate init?(json: JSON) {
        guard case .object(let members) = json,
            case .integer(let count)? = members["count"],
            case .integer(let held)? = members["held"],
            case .array(let unreached)? = members["unreached"],
            let kinds = Self.counts(json, "kinds"),
            let beside = Self.counts(json, "beside")
        else { return nil }
        self.init()
        self.count = Int(clamping: count)
        self.held = Int(clamping: held)
        for (name, count) in kinds {
            guard let kind = Event.Kind(rawValue: name) else { return nil }
            self.kinds[kind] = count
        }
        self.beside = beside
        self.unreached = unreached.compactMap { value -> String? in
            if case .string(let text) = value { text } else { nil }
        }
    }

    /// A member that is an object of numbers; `nil` where it is none.
    fileprivate static func counts(_ json: JSON, _ name: String) -> [String: Int]? {
        guard case .object(let members) = json, case .object(let values)? = members[name] else {
            return nil
        }
        var counts: [String: Int] = [:]
        for (key, value) in values {
            guard case .integer(let count) = value else { return nil }
            counts[key] = Int(clamping: count)
        }
        return counts
    }
}
