/// JSON as Python's `json.dumps` writes it with sorted keys.
///
/// A comma and a colon each have a space behind them, and everything but ASCII is escaped. The
/// seeds' integrity hashes are taken over it.
enum PythonJSON {
    /// Appends `value`; bytes as base64, tagged text as what it stands for.
    static func append(_ value: JSON, to output: inout [UInt8]) {
        switch value {
        case .null: output.append("null")
        case .bool(let flag): output.append(flag ? "true" : "false")
        case .integer(let number): CanonicalWriter.append(number, to: &output)
        case .double(let number) where number.isFinite:
            ECMAScriptNumber.append(number, to: &output)
        case .double: output.append("null")
        case .digits(let digits): self.append(digits: digits, to: &output)
        case .bytes: output.append(contentsOf: CanonicalJSON(value).bytes)
        case .string(let text): self.append(text: text, to: &output)
        case .array(let elements): self.append(elements, to: &output)
        case .object(let members): self.append(members, to: &output)
        }
    }

    /// The text of `value`.
    static func text(_ value: JSON) -> String {
        var output: [UInt8] = []
        self.append(value, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// What Python writes for numbers that JSON has no digits for, stands for itself.
    private static func append(digits: String, to output: inout [UInt8]) {
        guard JSON.number(digits) == nil else {
            return output.append(contentsOf: digits.utf8)
        }
        self.append(text: digits, to: &output)
    }

    private static func append(_ elements: [JSON], to output: inout [UInt8]) {
        output.append("[")
        for (place, element) in elements.enumerated() {
            if place > 0 { output.append(", ") }
            self.append(element, to: &output)
        }
        output.append("]")
    }

    private static func append(_ members: [String: JSON], to output: inout [UInt8]) {
        output.append("{")
        let sorted = members.sorted {
            $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
        }
        for (place, member) in sorted.enumerated() {
            if place > 0 { output.append(", ") }
            self.append(text: member.key, to: &output)
            output.append(": ")
            self.append(member.value, to: &output)
        }
        output.append("}")
    }

    private static func append(text: String, to output: inout [UInt8]) {
        output.append("\"")
        for unit in text.utf16 {
            switch unit {
            case 0x22: output.append("\\\"")
            case 0x5C: output.append("\\\\")
            case 0x08: output.append("\\b")
            case 0x09: output.append("\\t")
            case 0x0A: output.append("\\n")
            case 0x0C: output.append("\\f")
            case 0x0D: output.append("\\r")
            case 0x20...0x7E: output.append(UInt8(truncatingIfNeeded: unit))
            default:
                output.append("\\u")
                for shift in [12, 8, 4, 0] {
                    let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift) & 15)
                    output.append(digit < 10 ? 48 + digit : 87 + digit)
                }
            }
        }
        output.append("\"")
    }
}

extension JSON {
    /// The text, of a text.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}
