internal import MerkleLog

/// The key of an event within its tenant: a UUID, of version 7 when Trail makes it (RFC 9562).
public struct EventID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new id for an event at `time`: milliseconds, twelve bits of what is left of them, and 62
    /// random bits.
    public static func random(at time: Timestamp) -> EventID {
        let (random, _) = RandomPool.pair()
        return EventID(at: time, random: random)
    }

    /// The id for `time` with the given random bits; the same arguments give the same id.
    package init(at time: Timestamp, random: UInt64) {
        let microseconds = UInt64(max(0, time.microseconds))
        let fraction = (microseconds % 1_000) * 4_096 / 1_000
        self.high = (microseconds / 1_000) << 16 | 0x7000 | fraction
        self.low = 0x8000_0000_0000_0000 | random & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// The id that stands for a name which is no UUID: always the same for the same name
    /// (version 8, from its SHA-256).
    public init(naming name: [UInt8]) {
        let bytes = Hash.sha256(name).bytes
        let words = (0..<2).map { word in
            bytes[word * 8..<word * 8 + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        self.high = words[0] & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
        self.low = words[1] & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Parses the 36 characters of a UUID, in either case; `nil` for anything else.
    public init?(_ text: some Collection<UInt8>) {
        let parsed = text.withContiguousStorageIfAvailable { Self.parse($0) }
        guard let id = parsed ?? Self.parse(Array(text)) else { return nil }
        self = id
    }

    private static func parse(_ text: some RandomAccessCollection<UInt8>) -> EventID? {
        guard text.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (place, byte) in text.enumerated() {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Self.digit(byte) else { return nil }
            if digits < 16 {
                words.0 = words.0 << 4 | digit
            } else {
                words.1 = words.1 << 4 | digit
            }
            digits += 1
        }
        return EventID(high: words.0, low: words.1)
    }

    /// Parses the 36 characters of a UUID given as text.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// The id in sixteen bytes; `nil` for any other number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
            low: bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
        )
    }

    /// The id in sixteen bytes of raw memory.
    package init(loading memory: UnsafeRawBufferPointer) {
        self.high = UInt64(bigEndian: memory.loadUnaligned(as: UInt64.self))
        self.low = UInt64(bigEndian: memory.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// The sixteen bytes.
    public var bytes: [UInt8] { self.withUnsafeBytes { [UInt8]($0) } }

    /// Calls `body` with the sixteen bytes.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: (self.high.bigEndian, self.low.bigEndian), body)
    }

    /// The time in an id of version 7, to the millisecond; `nil` for other versions.
    public var timestamp: Timestamp? {
        guard self.high >> 12 & 0xF == 7 else { return nil }
        return Timestamp(microseconds: Int64(self.high >> 16) * 1_000)
    }

    /// Appends the 36 characters, in lower case.
    package func append(to text: inout [UInt8]) {
        let second = Self.digits(self.high)
        let third = Self.digits(self.low >> 32)
        withUnsafeTemporaryAllocation(byteCount: 36, alignment: 8) { digits in
            digits.storeBytes(of: Self.digits(self.high >> 32), as: UInt64.self)
            digits.storeBytes(of: Self.half(second), toByteOffset: 9, as: UInt32.self)
            digits.storeBytes(of: Self.half(second >> 32), toByteOffset: 14, as: UInt32.self)
            digits.storeBytes(of: Self.half(third), toByteOffset: 19, as: UInt32.self)
            digits.storeBytes(of: Self.half(third >> 32), toByteOffset: 24, as: UInt32.self)
            digits.storeBytes(of: Self.digits(self.low), toByteOffset: 28, as: UInt64.self)
            digits[8] = UInt8(ascii: "-")
            digits[13] = UInt8(ascii: "-")
            digits[18] = UInt8(ascii: "-")
            digits[23] = UInt8(ascii: "-")
            text.append(contentsOf: digits)
        }
    }

    private static func digits(_ number: UInt64) -> UInt64 {
        Hexadecimal.digits(of: UInt32(truncatingIfNeeded: number))
    }

    private static func half(_ digits: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: digits) }

    /// The 36 characters, in lower case.
    public var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        self.append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Orders by the bytes; ids of version 7 so order by time.
    public static func < (one: Self, other: Self) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 48...57: UInt64(byte - 48)
        case 97...102: UInt64(byte - 87)
        case 65...70: UInt64(byte - 55)
        default: nil
        }
    }
}
