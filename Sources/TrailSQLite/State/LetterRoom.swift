internal import GRDB
internal import Trail

/// How much room dead letters take in a store: an event that is refused again and again must not
/// fill the disk on which the ledger grows.
struct LetterRoom {
    /// The most bytes of letters.
    var maximum = Self.standard
    private var bytes: Int?
    private var counted: ContinuousClock.Instant?

    /// 64 MiB.
    static let standard = 64 * 1_048_576

    /// Reserves room for a letter.
    ///
    /// - Throws: ``Trail/TrailError`` `outOfSpace` where there is none, and what counting throws.
    mutating func take(_ letter: DeadLetter, in table: DeadLetterTable) throws {
        let size = Self.size(of: letter)
        if self.bytes.map({ $0 + size > self.maximum }) ?? true, self.mayCount {
            // Another process may have erased letters since.
            self.bytes = try table.byteCount()
            self.counted = .now
        }
        let bytes = (self.bytes ?? 0) + size
        guard bytes <= self.maximum else { throw Self.full(self.maximum) }
        self.bytes = bytes
    }

    /// Forgets what is known: letters were removed, or could not be written.
    mutating func forget() {
        self.bytes = nil
        self.counted = nil
    }

    /// What a letter counts.
    static func size(of letter: DeadLetter) -> Int {
        letter.event.byteCount + letter.message.utf8.count
    }

    /// There is no room for another letter.
    static func full(_ maximum: Int) -> TrailError {
        TrailError(
            .outOfSpace,
            "the events that were refused take all the room for them, \(maximum) bytes"
        )
    }

    /// Counting reads all letters, which must not be done for each one that finds no room.
    private var mayCount: Bool {
        self.counted.map { $0.duration(to: .now) > .seconds(1) } ?? true
    }
}
