internal import MerkleLog
internal import Trail

/// A value as SQLite keeps it, its type included.
enum OutboxValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case blob([UInt8])

    /// Whether SQLite takes both for the same value: numbers by what they amount to, everything
    /// else byte by byte.
    func isSame(as other: Self) -> Bool {
        switch (self, other) {
        case (.integer(let integer), .real(let real)), (.real(let real), .integer(let integer)):
            Int64(exactly: real) == integer
        case (.real(let one), .real(let other)): one == other
        default: self == other
        }
    }

    /// How many bytes it takes.
    var byteCount: Int {
        switch self {
        case .null, .integer, .real: 8
        case .text(let bytes), .blob(let bytes): bytes.count
        }
    }
}

extension OutboxValue {
    /// The value in an event.
    ///
    /// Bytes, numbers that no double holds and values that are not finite are tagged; so is text
    /// that is not UTF-8 or holds U+0000, as the bytes it is.
    ///
    /// Of a value of more than `limit` bytes only its size and SHA-256 are told.
    func json(limit: Int) -> JSON {
        switch self {
        case .null: return .null
        case .integer(let number): return .integer(number)
        case .real(let number) where number.isFinite: return .double(number)
        case .real(let number): return .digits(number < 0 ? "-Infinity" : "Infinity")
        case .text(let bytes), .blob(let bytes):
            guard bytes.count <= limit else {
                return .object([
                    "omitted_bytes": .integer(Int64(bytes.count)),
                    "sha256": .string(Hash.sha256(bytes).hex),
                ])
            }
            return self.validText.map(JSON.string) ?? .bytes(bytes)
        }
    }

    /// The text, if an event can hold it.
    var validText: String? {
        guard case .text(let bytes) = self, !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

// MARK: - Keys and labels

extension OutboxValue {
    /// The value as the id of a target, of at most `limit` bytes; `nil` for null.
    ///
    /// Sixteen bytes are a UUID, others hexadecimal. A longer one is told by its SHA-256.
    func key(limit: Int = 512) -> String? {
        let text: String
        switch self {
        case .null: return nil
        case .integer(let number): text = String(number)
        case .real:
            text = String(decoding: CanonicalJSON(self.json(limit: .max)).bytes, as: UTF8.self)
        case .text(let bytes): text = self.validText ?? Self.hex(bytes)
        case .blob(let bytes): text = EventID(bytes: bytes)?.description ?? Self.hex(bytes)
        }
        return Self.bounded(text, limit)
    }

    /// The values of a key as one text: the value alone, or a JSON array of several.
    static func key(_ values: [OutboxValue], limit: Int = 512) -> String? {
        guard values.count > 1 else { return values.first?.key(limit: limit) }
        let array = CanonicalJSON(.array(values.map { $0.json(limit: .max) }))
        return Self.bounded(String(decoding: array.bytes, as: UTF8.self), limit)
    }

    /// The value as a label for people, cut off behind 200 characters; `nil` for what has none.
    var label: String? {
        switch self {
        case .null, .blob: return nil
        case .integer, .real: return self.key()
        case .text:
            guard let text = self.validText, !text.isEmpty else { return nil }
            return text.utf8.count <= 200 ? text : String(text.prefix(200)) + "…"
        }
    }

    private static func bounded(_ text: String, _ limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        return "sha256:" + Hash.sha256(Array(text.utf8)).hex
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
