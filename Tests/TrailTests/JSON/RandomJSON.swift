import TrailTesting

@testable import Trail

/// Invents JSON: values, and texts that say the same in many spellings.
struct RandomJSON {
    var generator: SeededGenerator

    init(seed: UInt64) {
        self.generator = SeededGenerator(seed: seed)
    }

    mutating func bits() -> UInt64 { self.generator.next() }

    mutating func number(_ range: Range<Int>) -> Int {
        Int.random(in: range, using: &self.generator)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: self.bits()) }
    }

    mutating func value(depth: Int = 4) -> JSON {
        switch self.number(0..<(depth > 0 ? 11 : 8)) {
        case 0: return .null
        case 1: return .bool(self.bits() & 1 == 0)
        case 2: return .integer(Int64(self.number(-1_000..<1_000)))
        case 3: return .integer(Int64(bitPattern: self.bits()))
        case 4: return .double(Double(self.number(-1_000..<1_000)) + 0.5)
        case 5: return .digits("1\(self.number(0..<1_000_000_000))00000000000000000001")
        case 6: return .bytes(self.bytes(self.number(0..<6)))
        case 7: return .string(self.text())
        case 8: return .array((0..<self.number(0..<4)).map { _ in self.value(depth: depth - 1) })
        default:
            var members: [String: JSON] = [:]
            for _ in 0..<self.number(0..<20) { members[self.text()] = self.value(depth: depth - 1) }
            return .object(members)
        }
    }

    /// Texts of all planes, with what must be escaped and what looks tagged.
    mutating func text() -> String {
        var text = ["", "", "", "number:", "bytes:", "string:"][self.number(0..<6)]
        for _ in 0..<self.number(0..<9) {
            text.unicodeScalars.append(self.scalar())
        }
        return text
    }

    mutating func scalar() -> Unicode.Scalar {
        let range: Range<Int> =
            switch self.number(0..<8) {
            case 0: 1..<0x20
            case 1, 2, 3: 0x20..<0x80
            case 4: 0x80..<0x800
            case 5: 0xD700..<0xD800
            case 6: 0xE000..<0x1_0000
            default: 0x1_0000..<0x11_0000
            }
        return Unicode.Scalar(UInt32(self.number(range))) ?? " "
    }

    /// A text that says what `value` says, its members in any order, with spaces and escapes.
    mutating func spelling(of value: JSON) -> String {
        switch value {
        case .array(let elements):
            let parts = elements.map { self.spelling(of: $0) }
            return "[" + self.space() + parts.joined(separator: self.space() + ",") + "]"
        case .object(let members):
            let parts = members.shuffled(using: &self.generator).map { key, member in
                self.quoted(key) + self.space() + ":" + self.spelling(of: member)
            }
            return "{" + parts.joined(separator: "," + self.space()) + self.space() + "}"
        case .string(let text): return self.quoted(text)
        case .integer(let number): return "\(number)"
        case .digits(let digits): return digits
        default: return String(decoding: CanonicalJSON(value).bytes, as: UTF8.self)
        }
    }

    private mutating func space() -> String {
        ["", "", " ", "\n\t ", "\r\n"][self.number(0..<5)]
    }

    mutating func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            guard mustEscape || self.number(0..<5) == 0 else {
                quoted.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let hex = String(unit, radix: 16, uppercase: self.bits() & 1 == 0)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
        }
        return quoted + "\""
    }
}
