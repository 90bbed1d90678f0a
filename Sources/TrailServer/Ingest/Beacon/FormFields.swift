/// The fields of an `application/x-www-form-urlencoded` body, decoded.
///
/// Reads bytes, as the URL standard says: `&` between pairs, `=` after the name, `+` for a space,
/// percent escapes of UTF-8.
enum FormFields {
    /// The most fields that are read.
    static let maximumCount = 100

    /// The names and values in their order.
    ///
    /// - Throws: ``Problem`` 400 for a broken escape, text that is not UTF-8, or too many fields.
    static func parse(_ body: some Collection<UInt8>) throws(Problem) -> [FormField] {
        var fields: [FormField] = []
        for pair in body.split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.maximumCount else {
                throw Problem(.malformed, "The form has more than \(Self.maximumCount) fields.")
            }
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            let name = try Self.text(pair[..<(equals ?? pair.endIndex)])
            let value = if let equals { pair[pair.index(after: equals)...] } else { pair.suffix(0) }
            fields.append(FormField(name: name, value: try Self.text(value)))
        }
        return fields
    }

    private static func text(_ escaped: some Collection<UInt8>) throws(Problem) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(escaped.count)
        var rest = escaped.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = Self.digit(rest.next()), let low = Self.digit(rest.next()) else {
                    throw Problem(.malformed, "The form has a broken percent escape.")
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(.malformed, "The form is not valid UTF-8.")
        }
        return text
    }

    private static func digit(_ character: UInt8?) -> UInt8? {
        switch character {
        case .some(let digit) where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit):
            digit - UInt8(ascii: "0")
        case .some(let digit) where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit | 0x20):
            (digit | 0x20) - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

/// One field of a form.
struct FormField: Sendable, Hashable {
    /// The field's name.
    let name: String
    /// What was entered.
    let value: String
}
