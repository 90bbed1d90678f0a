internal import Trail

extension ChangeLayout {
    /// What `rule` demands of a table of this shape.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for a name that is no column.
    init(_ rule: TrackedTable, _ shape: TableShape) throws(TrailError) {
        try Self.check(rule, shape)
        let key = Self.key(rule, shape)
        let sideColumns = rule.sides.flatMap(\.columns).map(\.identity)
        var slots: [Slot] = []
        if key.isEmpty, let rowid = shape.rowid, !Self.rowidIsSecret(rule, shape) {
            slots.append(Slot(column: rowid, isRecorded: false, isRedacted: false, keyPlace: 0))
        }
        for column in shape.columns {
            let isRecorded = rule.columns.include(column.name)
            let place = key.firstIndex(of: column.name.identity)
            let isNeeded =
                place != nil || sideColumns.contains(column.name.identity)
                || rule.label?.isSameIdentifier(as: column.name) == true
            guard isRecorded || isNeeded else { continue }
            slots.append(
                Slot(
                    column: column.name,
                    isRecorded: isRecorded,
                    isRedacted: rule.masks(column, of: shape),
                    isRevealed: rule.reveals(column, of: shape) ? true : nil,
                    keyPlace: place
                )
            )
        }
        func slot(_ name: String) -> Int? {
            slots.firstIndex { $0.column.isSameIdentifier(as: name) && !$0.isRowid(shape) }
        }
        self.table = shape.name
        self.type = rule.type ?? shape.name
        self.label = rule.label.flatMap(slot)
        self.updates = rule.updates
        self.skipsUnchanged = rule.skipsUnchanged ?? true
        self.sides = rule.sides.map { Side(type: $0.type, slots: $0.columns.compactMap(slot)) }
        self.slots = slots
        self.canonicalOrder = Self.canonicalOrder(slots)
    }

    /// The columns that name a row: the primary key, unless one of them must not be told.
    private static func key(_ rule: TrackedTable, _ shape: TableShape) -> [[UInt8]] {
        guard !shape.key.contains(where: { rule.masks($0, of: shape) }) else { return [] }
        return shape.key.map(\.name.identity)
    }

    private static func rowidIsSecret(_ rule: TrackedTable, _ shape: TableShape) -> Bool {
        shape.keyIsRowid && rule.masks(shape.key[0], of: shape)
    }

    private static func check(_ rule: TrackedTable, _ shape: TableShape) throws(TrailError) {
        var names = rule.redaction.columns + rule.redaction.revealed
        names += rule.columns.named + rule.sides.flatMap(\.columns)
        if let label = rule.label { names.append(label) }
        for name in names where shape.column(name) == nil {
            throw TrailError(
                .invalidConfiguration,
                "The table \(shape.name) has no column \(name)."
            )
        }
        guard rule.sides.isEmpty || rule.sides.count == 2 else {
            throw TrailError(
                .invalidConfiguration,
                "An association has two sides, \(shape.name) has \(rule.sides.count)."
            )
        }
    }
}

extension TrackedTable {
    /// Whether the values of `column` are masked.
    ///
    /// Without its sides a link says nothing, and a row is found by its key: what names things is
    /// masked only where the app lists it. Texts that are the key of their own table and have a
    /// secret's name are the exception, as they open what they name.
    fileprivate func masks(_ column: TableShape.Column, of shape: TableShape) -> Bool {
        if self.isSide(column) || self.numbersThings(column, of: shape) {
            return self.redaction.lists(column.name)
        }
        return self.redaction.masks(column.name, holdsNumbers: column.holdsNumbers)
    }

    /// Whether the leak guard is to leave the values of `column` alone.
    fileprivate func reveals(_ column: TableShape.Column, of shape: TableShape) -> Bool {
        if self.redaction.reveals(column.name) { return true }
        return self.numbersThings(column, of: shape) && !self.redaction.lists(column.name)
            && NameJudge.standard.isSecret(column: column.name, holdsNumbers: false)
    }

    private func isSide(_ column: TableShape.Column) -> Bool {
        self.sides.contains { side in
            side.columns.contains { $0.isSameIdentifier(as: column.name) }
        }
    }

    /// Whether `column` holds numbers that name a row, here or elsewhere.
    private func numbersThings(_ column: TableShape.Column, of shape: TableShape) -> Bool {
        column.holdsNumbers
            && (self.isSide(column) || column.keyPlace != nil || shape.isReference(column))
    }
}

extension ChangeLayout.Slot {
    fileprivate func isRowid(_ shape: TableShape) -> Bool {
        self.column == shape.rowid && self.keyPlace == 0 && !self.isRecorded
    }
}

extension TrackedTable.Columns {
    /// The columns that are named.
    var named: [String] {
        switch self {
        case .all: []
        case .only(let names), .allBut(let names): names
        }
    }

    func include(_ column: String) -> Bool {
        let isNamed = self.named.contains { $0.isSameIdentifier(as: column) }
        return switch self {
        case .all: true
        case .only: isNamed
        case .allBut: !isNamed
        }
    }
}
