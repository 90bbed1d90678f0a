/// A place in one tenant's ledger, as streams give it out: behind an event, or before the first.
///
/// It is the ledger's index and nothing else, so it holds for any filters, and what an event's own
/// `ledger_index` says is one as well.
public struct FeedCursor: Sendable, Hashable {
    /// The index of the event that comes next.
    public let next: UInt64

    /// The place before the event at `next`.
    public init(before next: UInt64) {
        self.next = next
    }

    /// Before the first event.
    public static let start = Self(before: 0)

    /// The index of the event before the place; `start` where there is none.
    public var text: String { self.next == 0 ? "start" : String(self.next - 1) }

    /// Reads what ``text`` has printed; `nil` for anything else.
    public init?(_ text: String) {
        guard text != "start" else {
            self = .start
            return
        }
        let digits = text.utf8
        guard (1...18).contains(digits.count), digits.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            digits.count == 1 || digits.first != 48, let index = UInt64(text)
        else { return nil }
        self.next = index + 1
    }
}
