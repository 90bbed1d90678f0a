/// Writes RFC 8785 canonical JSON straight to bytes.
///
/// The writer of a known structure gives its keys in canonical order itself.
package struct CanonicalWriter {
    /// What has been written.
    package private(set) var bytes: [UInt8] = []
    /// Whether the next element of an open array or object needs a comma.
    private var needsComma = false

    /// A writer that has written nothing.
    package init(capacity: Int = 256) {
        self.bytes.reserveCapacity(capacity)
    }

    package mutating func beginObject() {
        self.separate()
        self.bytes.append(UInt8(ascii: "{"))
        self.needsComma = false
    }

    package mutating func endObject() {
        self.bytes.append(UInt8(ascii: "}"))
        self.needsComma = true
    }

    package mutating func beginArray() {
        self.separate()
        self.bytes.append(UInt8(ascii: "["))
        self.needsComma = false
    }

    package mutating func endArray() {
        self.bytes.append(UInt8(ascii: "]"))
        self.needsComma = true
    }

    /// A key that needs no escapes.
    package mutating func key(_ key: StaticString) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { self.bytes.append(contentsOf: $0) }
        self.bytes.append(UInt8(ascii: "\""))
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    /// Any key.
    package mutating func key(_ key: String) {
        self.string(key)
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    /// A key in UTF-8 that needs no escapes.
    mutating func key(plain key: ArraySlice<UInt8>) {
        self.string(plain: key, behind: "")
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    package mutating func string(_ text: String) {
        self.separate()
        var text = text
        text.withUTF8 { Self.append(quoted: $0, to: &self.bytes) }
        self.needsComma = true
    }

    /// A text that needs no escapes and is UTF-8, behind a `tag` that needs none either.
    mutating func string(plain text: ArraySlice<UInt8>, behind tag: StaticString) {
        self.separate()
        self.bytes.append(UInt8(ascii: "\""))
        tag.withUTF8Buffer { self.bytes.append(contentsOf: $0) }
        self.bytes.append(contentsOf: text)
        self.bytes.append(UInt8(ascii: "\""))
        self.needsComma = true
    }

    package mutating func integer(_ value: Int64) {
        self.separate()
        Self.append(value, to: &self.bytes)
        self.needsComma = true
    }

    package mutating func bool(_ value: Bool) {
        self.raw(value ? Self.trueBytes : Self.falseBytes)
    }

    package mutating func null() {
        self.raw(Self.nullBytes)
    }

    /// A double; `null` where it is not finite.
    package mutating func double(_ value: Double) {
        guard value.isFinite else { return self.null() }
        self.separate()
        ECMAScriptNumber.append(value, to: &self.bytes)
        self.needsComma = true
    }

    /// Canonical JSON that is there already.
    package mutating func raw(_ json: some Collection<UInt8>) {
        self.separate()
        self.bytes.append(contentsOf: json)
        self.needsComma = true
    }

    /// Takes back the members of the object that is open, which were written from `start` on.
    mutating func removeMembers(from start: Int) -> [UInt8] {
        let members = Array(self.bytes[start...])
        self.bytes.removeSubrange(start...)
        self.needsComma = false
        return members
    }

    private mutating func separate() {
        if self.needsComma { self.bytes.append(UInt8(ascii: ",")) }
    }

    private static let trueBytes = Array("true".utf8)
    private static let falseBytes = Array("false".utf8)
    private static let nullBytes = Array("null".utf8)
}

extension CanonicalWriter {
    /// Appends a text in quotes, with the escapes of RFC 8785 §3.2.2.2 and no others.
    package static func append(
        quoted text: UnsafeBufferPointer<UInt8>,
        to bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let end = PlainText.endOfUnescaped(from: start, in: UnsafeRawBufferPointer(text))
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
            guard end < text.count else { break }
            Self.append(escaped: text[end], to: &bytes)
            start = end + 1
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func append(escaped byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(byte < 0x10 ? UInt8(ascii: "0") : UInt8(ascii: "1"))
            let low = byte & 0x0F
            bytes.append(low < 10 ? 48 + low : 87 + low)
        }
    }

    /// Appends a whole number.
    package static func append(_ value: Int64, to bytes: inout [UInt8]) {
        var magnitude = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }
}
