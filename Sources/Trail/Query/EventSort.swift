/// An order by the value of a field, for lists that are short enough to be sorted as a whole.
///
/// Events without a value come last in either direction. Where values are equal the latest event
/// comes first.
public struct EventSort: Sendable, Hashable {
    /// The field.
    public let field: EventField
    /// Whether the greatest value comes first.
    public let isDescending: Bool

    /// An order by `field`.
    public init(_ field: EventField, isDescending: Bool = false) {
        self.field = field
        self.isDescending = isDescending
    }

    /// What an event is sorted by.
    public enum Key: Sendable, Hashable {
        /// A number; also a flag, and how grave a system event is.
        case number(Int64)
        /// The bytes of a text.
        case text([UInt8])
        /// The event has no value, or it was erased.
        case none
    }

    /// How many bytes of a text count.
    private static let textLimit = 512

    /// The key of `event`.
    public func key(of event: SealedEvent) -> Key {
        guard let section = self.field.section else { return Self.key(self.field, event.header) }
        guard let text = event.sections[section]?.text else { return .none }
        return text.withUnsafeBufferPointer { bytes in
            let scanner = CanonicalScanner(bytes)
            guard let value = scanner.value(at: self.field.path) else { return .none }
            switch scanner.byte(value.lowerBound) {
            case UInt8(ascii: "\""): return scanner.text(value).map(self.key) ?? .none
            case UInt8(ascii: "t"): return .number(1)
            case UInt8(ascii: "f"): return .number(0)
            default: return scanner.integer(value).map(Key.number) ?? .none
            }
        }
    }

    /// Whether an event with the one key comes before an event with the other; equal keys do not.
    public func isBefore(_ one: Key, _ other: Key) -> Bool {
        switch (one, other) {
        case (.none, _): false
        case (_, .none): true
        case (.number(let one), .number(let other)):
            self.isDescending ? one > other : one < other
        case (.text(let one), .text(let other)):
            self.isDescending
                ? other.lexicographicallyPrecedes(one) : one.lexicographicallyPrecedes(other)
        case (.number, .text): !self.isDescending
        case (.text, .number): self.isDescending
        }
    }

    private func key(_ text: String) -> Key {
        if self.field == .severity, let severity = SystemDetail.Severity(rawValue: text),
            let rank = SystemDetail.Severity.allCases.firstIndex(of: severity)
        {
            return .number(Int64(rank))
        }
        return .text(Array(text.utf8.prefix(Self.textLimit)))
    }

    private static func key(_ field: EventField, _ header: EventHeader) -> Key {
        switch field {
        case .action: .text(Array(header.action.name.utf8))
        case .outcome: .text(Array(header.outcome.rawValue.utf8))
        default: .none
        }
    }
}
