#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension JSON {
    /// The value that an `Encodable` says, its types kept.
    ///
    /// Decimals and integers of any width keep all digits, `Data` becomes bytes, a `Date` its
    /// RFC 3339 text in UTC to the microsecond, a `URL` its text. What is not finite is kept as
    /// ``digits(_:)``.
    ///
    /// - Throws: What `value` itself throws while it is encoded.
    public init(encoding value: some Encodable) throws {
        let node = JSONNode()
        try JSONValueEncoder(node: node).encode(value)
        self = node.json
    }

    init(number: some BinaryInteger) {
        if let integer = Int64(exactly: number) {
            self = .integer(integer)
        } else {
            self = JSON.number(String(number)) ?? .digits(String(number))
        }
    }

    /// A floating-point number by the fewest digits that tell it from others of its width.
    init(number: some BinaryFloatingPoint & LosslessStringConvertible) {
        if number.isNaN {
            self = .digits("NaN")
        } else if number.isInfinite {
            self = .digits(number < 0 ? "-Infinity" : "Infinity")
        } else {
            self = JSON.number(String(number)) ?? .double(Double(number))
        }
    }

    /// The value of a type that says less about itself than is known of it; `nil` for others.
    init?(known value: some Encodable) {
        switch value {
        case let value as Data: self = .bytes(Array(value))
        case let value as Date: self = JSON(date: value)
        case let value as URL: self = .string(value.absoluteString)
        case let value as Decimal: self = JSON(decimal: value)
        default: return nil
        }
    }

    private init(date: Date) {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        guard let exact = Int64(exactly: microseconds),
            Timestamp.earliest.microseconds...Timestamp.latest.microseconds ~= exact
        else {
            self.init(number: date.timeIntervalSince1970)
            return
        }
        self = .string(Timestamp(microseconds: exact).description)
    }

    private init(decimal: Decimal) {
        guard !decimal.isNaN else {
            self = .digits("NaN")
            return
        }
        let digits = decimal.description
        self = JSON.number(digits) ?? .digits(digits)
    }
}
