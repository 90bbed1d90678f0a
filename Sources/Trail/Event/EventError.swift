/// Why a draft cannot become an event: which field, and what is wrong with it.
///
/// Never holds the value, so that it can be logged and sent to anyone.
public struct EventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with a field.
    public enum Reason: Sendable, Hashable {
        /// The field must be given.
        case missing
        /// The field must not be empty.
        case empty
        /// The text has more than `limit` bytes.
        case tooLong(limit: Int)
        /// The list has more than `limit` entries.
        case tooMany(limit: Int)
        /// The JSON is nested more than `limit` deep.
        case tooDeep(limit: Int)
        /// Words of `[a-z0-9_-]` joined by dots are expected.
        case notDottedWords
        /// One of these values is expected.
        case notOneOf([String])
        /// The number is outside `minimum...maximum`.
        case outOfRange(minimum: Int64, maximum: Int64)
        /// Something else is expected, as the text says: `a date-time with an offset or Z`.
        case expected(String)
        /// The JSON is not valid there, as the text says.
        case malformed(String)
        /// No such field is known here.
        case unknown
        /// Another entry has it already.
        case repeated
        /// The text holds U+0000, which no store keeps.
        case nullCharacter
    }

    /// The field by its sealed name, with the path to it: `where.ip`, `targets[2].id`.
    public let field: String
    /// What is wrong with it.
    public let reason: Reason

    /// An error on `field`.
    public init(_ field: String, _ reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// The reason as a sentence without the field.
    public var message: String {
        switch self.reason {
        case .missing: "This field is required."
        case .empty: "This field must not be empty."
        case .tooLong(let limit): "At most \(limit) bytes are accepted."
        case .tooMany(let limit): "At most \(limit) entries are accepted."
        case .tooDeep(let limit): "JSON may be nested at most \(limit) deep."
        case .notDottedWords:
            "Lower-case words of a-z, 0-9, _ and - joined by dots are expected, 64 bytes at most."
        case .notOneOf(let values): "One of \(values.joined(separator: ", ")) is expected."
        case .outOfRange(let minimum, let maximum):
            "A number from \(minimum) to \(maximum) is expected."
        case .expected(let what): "Expected: \(what)."
        case .malformed(let what): "Malformed JSON: \(what)."
        case .unknown: "No such field is known."
        case .repeated: "Another entry has it already."
        case .nullCharacter: "The character U+0000 is not accepted."
        }
    }

    /// The field and the reason.
    public var description: String { "\(self.field): \(self.message)" }
}
