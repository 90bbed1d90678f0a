/// Sixteen random bytes that keep a section from being guessed from its digest.
///
/// A section has a salt of its own; whoever erases the section erases the salt with it.
public struct Salt: Sendable, Hashable {
    /// The number of bytes.
    public static let byteCount = 16

    private let high: UInt64
    private let low: UInt64

    /// The salt in `bytes`; `nil` unless there are sixteen.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (position, byte) in bytes.enumerated() {
            if position < 8 {
                high = high << 8 | UInt64(byte)
            } else {
                low = low << 8 | UInt64(byte)
            }
        }
        self.high = high
        self.low = low
    }

    /// The salt in sixteen bytes of raw memory.
    package init(loading memory: UnsafeRawBufferPointer) {
        self.high = UInt64(bigEndian: memory.loadUnaligned(as: UInt64.self))
        self.low = UInt64(bigEndian: memory.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// A salt drawn from `generator`.
    public init(using generator: inout some RandomNumberGenerator) {
        self.high = generator.next()
        self.low = generator.next()
    }

    /// A salt from the system's random numbers.
    public static func random() -> Salt {
        let (high, low) = RandomPool.pair()
        return Salt(high: high, low: low)
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The sixteen bytes.
    public var bytes: [UInt8] { self.withUnsafeBytes { [UInt8]($0) } }

    /// Calls `body` with the sixteen bytes, without copying them to the heap.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: (self.high.bigEndian, self.low.bigEndian), body)
    }
}
