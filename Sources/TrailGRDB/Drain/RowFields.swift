internal import Trail

/// What a change did to each column of its row.
struct RowFields {
    /// What is known of a value.
    enum Value {
        case plain(OutboxValue)
        case masked

        func json(limit: Int) -> JSON {
            switch self {
            case .plain(let value): value.json(limit: limit)
            case .masked: .string(ColumnRedaction.mask)
            }
        }

        /// The value, unless it is masked.
        var value: OutboxValue? {
            guard case .plain(let value) = self else { return nil }
            return value
        }
    }

    let layout: ChangeLayout
    /// By slot; `nil` where there was no row before.
    let old: [Value]?
    /// By slot; `nil` where there is no row any more.
    let new: [Value]?
    /// The recorded slots whose value is another one now, if it is an update.
    let changed: [Int]

    init(_ change: OutboxChange) {
        let slots = change.layout.slots
        self.layout = change.layout
        switch change.kind {
        case .update:
            let old = slots.indices.map { Self.value(change.values[2 * $0], slots[$0]) }
            let new = slots.indices.map { Self.value(change.values[2 * $0 + 1], slots[$0]) }
            self.changed = slots.indices.filter {
                slots[$0].isRecorded
                    && Self.differ(change.values[2 * $0], change.values[2 * $0 + 1], slots[$0])
            }
            self.old = old
            self.new = new
        case .delete, .unlink:
            self.old = slots.indices.map { Self.value(change.values[$0], slots[$0]) }
            self.new = nil
            self.changed = []
        default:
            self.old = nil
            self.new = slots.indices.map { Self.value(change.values[$0], slots[$0]) }
            self.changed = []
        }
    }

    /// Of a masked column the triggers write 1 for a value that is not null, and 2 beside an old
    /// value that changed.
    private static func value(_ value: OutboxValue, _ slot: ChangeLayout.Slot) -> Value {
        guard slot.isRedacted else { return .plain(value) }
        guard case .integer(let code) = value, code & 1 == 0 else { return .masked }
        return .plain(.null)
    }

    private static func differ(
        _ old: OutboxValue,
        _ new: OutboxValue,
        _ slot: ChangeLayout.Slot
    ) -> Bool {
        guard slot.isRedacted else { return !old.isSame(as: new) }
        guard case .integer(let code) = old else { return false }
        return code & 2 != 0
    }
}

extension RowFields {
    /// The key of a row, as the id of a target.
    func key(_ row: [Value]?) -> String? {
        self.text(self.layout.key, of: row)
    }

    /// The values of `slots` as one text; `nil` where one of them is masked.
    func text(_ slots: [Int], of row: [Value]?) -> String? {
        guard let row else { return nil }
        let values = slots.compactMap { row[$0].value }
        guard values.count == slots.count else { return nil }
        return OutboxValue.key(values)
    }

    /// What names the row for people.
    var label: String? {
        guard let slot = self.layout.label, let row = self.new ?? self.old else { return nil }
        return row[slot].value?.label
    }
}
