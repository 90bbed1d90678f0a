internal import MerkleLog
internal import Trail

/// A change as it waits in the outbox.
struct OutboxChange: Sendable {
    /// The number of its first row.
    let number: Int64
    let kind: OutboxKind
    let layout: ChangeLayout
    /// When, as a Julian day; SQLite's clock goes by milliseconds.
    let day: Double?
    /// In the order of the layout's slots; of an update, old and new in turn.
    let values: [OutboxValue]
    /// Whose it is.
    let scope: CaptureScope?

    /// When it happened.
    var time: Timestamp {
        guard let day = self.day, day > 0, day < 5_373_485 else {
            return Timestamp(microseconds: 0)
        }
        let milliseconds = ((day - 2_440_587.5) * 86_400_000).rounded()
        return Timestamp(microseconds: Int64(milliseconds) * 1_000)
    }

    /// The id of its event: the same whenever it is asked for, and nobody else's, since `seed`
    /// belongs to one database and a number is used once.
    func id(seed: [UInt8]) -> EventID {
        var name = seed
        withUnsafeBytes(of: self.number.bigEndian) { name.append(contentsOf: $0) }
        let random = Hash.sha256(name).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return EventID(at: self.time, random: random)
    }

    /// How many values a change of this kind has.
    static func count(_ kind: OutboxKind, _ layout: ChangeLayout) -> Int {
        kind == .update ? 2 * layout.slots.count : layout.slots.count
    }
}
