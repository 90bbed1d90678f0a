/// Why bytes are not the JSON that is wanted.
///
/// Never holds the bytes.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Sendable, Hashable {
        /// Something else is expected here: `a value`, `':'`.
        case expected(String)
        /// The input ends in the middle of a value.
        case endOfInput
        /// Something follows the value.
        case trailing
        /// The text is not UTF-8.
        case invalidUTF8
        /// An escape is malformed, or half of a surrogate pair.
        case invalidEscape
        /// A control character stands unescaped in a text.
        case controlCharacter
        /// U+0000 is refused: stores cannot keep it.
        case nullCharacter
        /// A number is malformed or beyond what a double holds.
        case invalidNumber
        /// An object has this key twice.
        case duplicateKey
        /// The value is nested deeper than this.
        case tooDeep(limit: Int)
    }

    /// Where in the input, in bytes from its start.
    public let offset: Int
    /// What is wrong.
    public let reason: Reason

    /// An error at `offset`.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// What is wrong, as a sentence without the place.
    public var message: String {
        switch self.reason {
        case .expected(let what): "\(what) is expected"
        case .endOfInput: "the input ends too early"
        case .trailing: "something follows the value"
        case .invalidUTF8: "the text is not UTF-8"
        case .invalidEscape: "an escape is not valid"
        case .controlCharacter: "a control character is not escaped"
        case .nullCharacter: "the character U+0000 is not accepted"
        case .invalidNumber: "a number is not valid"
        case .duplicateKey: "an object has the same key twice"
        case .tooDeep(let limit): "the value is nested more than \(limit) deep"
        }
    }

    /// The place and what is wrong there.
    public var description: String { "\(self.message) at byte \(self.offset)" }
}
