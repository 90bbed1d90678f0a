/// A SHA-256 hash: a leaf, an inner node or the root of a tree.
///
/// The 32 bytes are stored inline, so an array of hashes is one block of memory and hashing
/// allocates nothing of ours. Hashes compare as their bytes do, first byte first.
public struct Hash: Sendable, Hashable {
    /// Length of a hash in bytes.
    public static let byteCount = 32

    // Memory order equals byte order: each word is loaded as it lies, on any machine.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    /// Loads a hash from raw memory; `memory` must hold at least 32 bytes.
    package init(loading memory: UnsafeRawBufferPointer) {
        self.words = (
            memory.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            memory.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            memory.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            memory.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
        )
    }

    /// Takes 32 bytes as a hash; `nil` if `bytes` has any other length.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 8) { buffer in
            buffer.copyBytes(from: bytes)
            return Hash(loading: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The 32 bytes, as a new array.
    public var bytes: [UInt8] {
        self.withUnsafeBytes { Array($0) }
    }

    /// Calls `body` with the 32 bytes, without copying them to the heap.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: self.words, body)
    }

    /// Appends the 32 bytes to `output`.
    public func append(to output: inout [UInt8]) {
        self.withUnsafeBytes { output.append(contentsOf: $0) }
    }

    /// Stores the 32 bytes at `offset` of `memory`.
    func store(to memory: UnsafeMutableRawBufferPointer, at offset: Int) {
        memory.storeBytes(of: self.words.0, toByteOffset: offset, as: UInt64.self)
        memory.storeBytes(of: self.words.1, toByteOffset: offset + 8, as: UInt64.self)
        memory.storeBytes(of: self.words.2, toByteOffset: offset + 16, as: UInt64.self)
        memory.storeBytes(of: self.words.3, toByteOffset: offset + 24, as: UInt64.self)
    }

    /// Whether all 32 bytes are the same.
    public static func == (left: Hash, right: Hash) -> Bool {
        left.words == right.words
    }

    /// Feeds the 32 bytes into `hasher`.
    public func hash(into hasher: inout Hasher) {
        self.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension Hash: Comparable {
    /// Whether the first byte in which they differ is the smaller one on the left.
    public static func < (left: Hash, right: Hash) -> Bool {
        left.bigEndianWords < right.bigEndianWords
    }

    private var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) {
        (
            self.words.0.bigEndian, self.words.1.bigEndian,
            self.words.2.bigEndian, self.words.3.bigEndian
        )
    }
}
