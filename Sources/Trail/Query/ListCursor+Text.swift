/// Why a text is no cursor.
public enum EventCursorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was never printed by ``ListCursor/text``, or it was altered since.
    case malformed
    /// It was printed by another version of Trail.
    case unknownVersion
    /// It was given out for other filters, another ordering or another list.
    case otherQuestion
    /// The event at which it stands has left the list meanwhile.
    case lostPlace

    /// A sentence for whoever sent it.
    public var description: String {
        switch self {
        case .malformed: "This is not a cursor that a list has given out."
        case .unknownVersion: "This cursor is from another version; begin with the first page."
        case .otherQuestion:
            "This cursor belongs to another list, other filters or another ordering; "
                + "begin with the first page."
        case .lostPlace: "The event at its place is gone; begin with the first page."
        }
    }
}

extension ListCursor {
    private static let version: UInt8 = 2
    private static let byteCount = 46

    /// The cursor as an opaque token of 62 characters that need no escaping in a URL.
    ///
    /// The bytes beneath are: version, direction, time, index, ledger size, time of the question
    /// (0 for none) and its fingerprint, big-endian, and four bytes by which garbage is told from
    /// a cursor. They are no secret and no signature: a cursor only says where to go on, never
    /// what may be seen.
    public var text: String {
        var bytes: [UInt8] = [Self.version, self.place.direction.rawValue]
        bytes.append(bigEndian: UInt64(bitPattern: self.place.time.microseconds))
        bytes.append(bigEndian: self.place.index)
        bytes.append(bigEndian: self.place.ledgerSize)
        bytes.append(bigEndian: UInt64(bitPattern: self.askedAt?.microseconds ?? 0))
        bytes.append(bigEndian: self.question)
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
        guard bytes.count == Self.byteCount,
            let direction = EventCursor.Direction(rawValue: bytes[1])
        else { throw .malformed }
        let askedAt = bytes.bigEndian(at: 26, as: Int64.self)
        self.init(
            place: EventCursor(
                time: Timestamp(microseconds: bytes.bigEndian(at: 2, as: Int64.self)),
                index: bytes.bigEndian(at: 10, as: UInt64.self),
                direction: direction,
                ledgerSize: bytes.bigEndian(at: 18, as: UInt64.self)
            ),
            question: bytes.bigEndian(at: 34, as: UInt64.self),
            askedAt: askedAt == 0 ? nil : Timestamp(microseconds: askedAt)
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
