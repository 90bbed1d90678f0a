/// Why a text is no cursor.
public enum EventCursorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was never printed by ``EventCursor/text``, or it was altered since.
    case malformed
    /// It was printed by another version of Trail.
    case unknownVersion

    /// A sentence for whoever sent it.
    public var description: String {
        switch self {
        case .malformed: "This is not a cursor that a list has given out."
        case .unknownVersion: "This cursor is from another version; begin with the first page."
        }
    }
}

extension EventCursor {
    private static let version: UInt8 = 1
    private static let byteCount = 30

    /// The cursor as an opaque token of 40 characters that need no escaping in a URL.
    ///
    /// The bytes beneath are: version, direction, time, index and ledger size, big-endian, and
    /// four bytes by which garbage is told from a cursor. They are no secret and no signature: a
    /// cursor only says where to go on, never what may be seen.
    public var text: String {
        var bytes: [UInt8] = [Self.version, self.direction.rawValue]
        bytes.append(bigEndian: UInt64(bitPattern: self.time.microseconds))
        bytes.append(bigEndian: self.index)
        bytes.append(bigEndian: self.ledgerSize)
        bytes.append(bigEndian: Self.checksum(bytes))
        return Base64URL.encode(bytes)
    }

    /// Reads what ``text`` has printed.
    ///
    /// - Throws: ``EventCursorError`` for anything else.
    public init(text: String) throws(EventCursorError) {
        guard text.utf8.count <= 256, let bytes = Base64URL.decode(text), bytes.count > 4 else {
            throw .malformed
        }
        let content = bytes.dropLast(4)
        guard bytes.bigEndian(at: content.count, as: UInt32.self) == Self.checksum(content) else {
            throw .malformed
        }
        guard bytes[0] == Self.version else { throw .unknownVersion }
        guard bytes.count == Self.byteCount else { throw .malformed }
        guard let direction = Direction(rawValue: bytes[1]) else { throw .malformed }
        self.init(
            time: Timestamp(microseconds: bytes.bigEndian(at: 2, as: Int64.self)),
            index: bytes.bigEndian(at: 10, as: UInt64.self),
            direction: direction,
            ledgerSize: bytes.bigEndian(at: 18, as: UInt64.self)
        )
    }

    /// FNV-1a of 32 bits.
    private static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { self.append(contentsOf: $0) }
    }

    fileprivate func bigEndian<Number: FixedWidthInteger>(
        at offset: Int,
        as: Number.Type
    ) -> Number {
        self[offset..<offset + Number.bitWidth / 8].reduce(0) {
            $0 << 8 | Number(truncatingIfNeeded: $1)
        }
    }
}
