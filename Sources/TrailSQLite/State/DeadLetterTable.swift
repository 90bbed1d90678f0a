internal import GRDB
internal import MerkleLog
internal import Trail
internal import TrailSQL

/// Events that the ledger refused.
struct DeadLetterTable {
    let database: Database

    func add(_ letter: DeadLetter) throws {
        let statement = try RawStatement(
            """
            INSERT INTO dead_letter (
                time, reason, message, tenant, id, kind, occurred_at, action, outcome, stated,
                salts, erased, who, "where", what
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            self.database
        )
        let header = letter.event.header
        statement.bind(letter.time.microseconds, at: 1)
        statement.bind(copying: letter.reason.name, at: 2)
        statement.bind(copying: letter.message, at: 3)
        statement.bind(copying: header.tenant.name, at: 4)
        statement.bind(copying: header.id.bytes, at: 5)
        statement.bind(header.kind.code, at: 6)
        statement.bind(header.occurredAt.microseconds, at: 7)
        statement.bind(copying: header.action.name, at: 8)
        statement.bind(header.outcome.code, at: 9)
        statement.bind(Int64(letter.event.stated.rawValue), at: 10)
        statement.bind(letter.event.sections, at: 11)
        try statement.run()
    }

    /// How many letters there are.
    func count() throws -> Int {
        Int(try self.database.firstInteger("SELECT count(*) FROM dead_letter") ?? 0)
    }

    /// How many bytes all letters count.
    func byteCount() throws -> Int {
        let texts = ["message", "who", "\"where\"", "what"]
            .map { "coalesce(length(CAST(\($0) AS BLOB)), 0)" }
        let sum = (["256"] + texts).joined(separator: " + ")
        let sql = "SELECT coalesce(sum(\(sum)), 0) FROM dead_letter"
        return Int(try self.database.firstInteger(sql) ?? 0)
    }

    /// The newest letters, newest first; one that cannot be read is left out.
    func newest(_ limit: Int) throws -> [DeadLetter] {
        var letters: [DeadLetter] = []
        try self.each(.newestFirst(upTo: limit)) { _, letter in
            if let letter { letters.append(letter) }
            return true
        }
        return letters
    }

    /// Letters behind `number`, the oldest first; one that cannot be read is left out.
    func oldest(after number: Int64, _ limit: Int) throws -> [KeptLetter] {
        var letters: [KeptLetter] = []
        try self.each(.oldestFirst(after: number)) { number, letter in
            guard letters.count < limit else { return false }
            if let letter { letters.append(KeptLetter(number: number, letter: letter)) }
            return true
        }
        return letters
    }

    /// Removes a letter.
    ///
    /// - Returns: Whether it was there, and is not another one that got its number since.
    func remove(_ kept: KeptLetter) throws -> Bool {
        let statement = try RawStatement(
            "DELETE FROM dead_letter WHERE no = ? AND time = ? AND tenant = ? AND id = ?",
            self.database
        )
        let header = kept.letter.event.header
        statement.bind(kept.number, at: 1)
        statement.bind(kept.letter.time.microseconds, at: 2)
        statement.bind(copying: header.tenant.name, at: 3)
        statement.bind(copying: header.id.bytes, at: 4)
        try statement.run()
        return self.database.changesCount > 0
    }

    /// Removes the letters that `isCovered` says, or counts them.
    ///
    /// - Returns: How many there are, and how many others cannot be read.
    func erase(
        isDryRun: Bool,
        _ isCovered: (DeadLetter) -> Bool
    ) throws -> (erased: Int, unreadable: Int) {
        var numbers: [Int64] = []
        var unreadable = 0
        try self.each(.newestFirst(upTo: .max)) { number, letter in
            if let letter {
                if isCovered(letter) { numbers.append(number) }
            } else {
                unreadable += 1
            }
            return true
        }
        guard !isDryRun else { return (numbers.count, unreadable) }
        let delete = try RawStatement("DELETE FROM dead_letter WHERE no = ?", self.database)
        for number in numbers {
            delete.bind(number, at: 1)
            try delete.run()
        }
        return (numbers.count, unreadable)
    }

    /// Which letters are gone through, in which order.
    private enum Order {
        case newestFirst(upTo: Int)
        case oldestFirst(after: Int64)
    }

    /// Goes through letters until `body` says `false`.
    private func each(_ order: Order, _ body: (Int64, DeadLetter?) -> Bool) throws {
        let (end, number) =
            switch order {
            case .newestFirst(let limit): ("ORDER BY no DESC LIMIT ?", Int64(max(limit, 0)))
            case .oldestFirst(let after): ("WHERE no > ? ORDER BY no", after)
            }
        let statement = try RawStatement(
            """
            SELECT no, tenant, id, kind, occurred_at, time, action, outcome, salts, erased,
                who, "where", what, reason, message, stated
            FROM dead_letter \(end)
            """,
            self.database
        )
        defer { statement.reset() }
        statement.bind(number, at: 1)
        while try statement.step() {
            guard body(statement.integer(0), Self.letter(statement)) else { return }
        }
    }

    private static func letter(_ statement: RawStatement) -> DeadLetter? {
        guard let tenant = try? TenantID(statement.text(1)) else { return nil }
        // The columns stand where those of an event do.
        let row = EventRow(statement, tenant: tenant, .event)
        guard let header = row.header, let sections = row.sections else { return nil }
        return DeadLetter(
            event: EncodedEvent(
                header: header,
                sections: sections,
                stated: .init(rawValue: UInt8(truncatingIfNeeded: statement.integer(15)))
            ),
            reason: TrailError.Code(statement.text(13)),
            message: statement.text(14),
            time: Timestamp(microseconds: statement.integer(5))
        )
    }
}

extension ErasureFinding {
    /// Events that the ledger refused.
    static func deadLetters(_ result: (erased: Int, unreadable: Int)) -> Self {
        let remark = "Events put aside that cannot be read, and so not be told from others."
        return Self(
            "dead_letters",
            count: result.erased,
            remark: result.unreadable > 0 ? remark : nil
        )
    }
}
