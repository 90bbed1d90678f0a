internal import Trail

/// What the triggers of a table write: which value stands where, and what it means.
///
/// Kept in the database for as long as an outbox row may refer to it, so that a row is read as it
/// was written however the table has changed since.
struct ChangeLayout: Sendable, Hashable, Codable {
    /// A column in the order in which the triggers write its values.
    struct Slot: Sendable, Hashable, Codable {
        /// The column's name.
        let column: String
        /// Whether it is part of the recorded row; others only say which row it is.
        let isRecorded: Bool
        /// Whether the triggers write what became of the value rather than the value.
        let isRedacted: Bool
        /// Whether the rule reveals it, so that no leak guard masks it either.
        let isRevealed: Bool?
        /// The place in the key that names the row, from 0.
        let keyPlace: Int?

        init(
            column: String,
            isRecorded: Bool,
            isRedacted: Bool,
            isRevealed: Bool? = nil,
            keyPlace: Int?
        ) {
            self.column = column
            self.isRecorded = isRecorded
            self.isRedacted = isRedacted
            self.isRevealed = isRevealed
            self.keyPlace = keyPlace
        }
    }

    /// One side of an association by its slots.
    struct Side: Sendable, Hashable, Codable {
        let type: String
        let slots: [Int]
    }

    let table: String
    let type: String
    let slots: [Slot]
    /// The slot of the label.
    let label: Int?
    let updates: TrackedTable.Updates
    let skipsUnchanged: Bool
    let sides: [Side]
    /// The recorded slots in the order of their names in canonical JSON.
    let canonicalOrder: [Int]

    /// The slots of the key, in the order of the key.
    var key: [Int] {
        self.slots.indices.filter { self.slots[$0].keyPlace != nil }
            .sorted { (self.slots[$0].keyPlace ?? 0) < (self.slots[$1].keyPlace ?? 0) }
    }

    /// Whether an update writes the slot's value even where it is the same as before.
    func isAlwaysWritten(_ slot: Int) -> Bool {
        self.updates == .wholeRows || self.slots[slot].keyPlace != nil || self.label == slot
            || self.sides.contains { $0.slots.contains(slot) }
    }
}

extension ChangeLayout {
    /// The order in which canonical JSON has the recorded slots.
    static func canonicalOrder(_ slots: [Slot]) -> [Int] {
        slots.indices.filter { slots[$0].isRecorded }.sorted {
            CanonicalOrder.precedes(slots[$0].column.utf8, slots[$1].column.utf8)
        }
    }
}
