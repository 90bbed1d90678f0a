/// Free JSON as a value: metadata, the values of a row, figures.
public enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number; written as tagged text where a double would lose digits.
    case integer(Int64)
    /// Any other number; NaN and infinities are written as `null`.
    case double(Double)
    /// The digits of a number that neither 64 bits nor a double hold; written as tagged text.
    ///
    /// `Infinity`, `-Infinity` and `NaN` keep what has no digits.
    case digits(String)
    /// Bytes; written as tagged text.
    case bytes([UInt8])
    /// Text.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Members; their order has no meaning.
    case object([String: JSON])

    /// A number by its digits, none of which is lost; `nil` for what is no JSON number.
    public static func number(_ digits: String) -> JSON? {
        var reader = JSONReader(Array(digits.utf8))
        guard let value = try? reader.freeValue(), reader.isAtEnd else { return nil }
        switch value {
        case .integer, .double, .digits: return value
        default: return nil
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// A flag.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Values in order.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// Members; the last one of a key wins.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}
