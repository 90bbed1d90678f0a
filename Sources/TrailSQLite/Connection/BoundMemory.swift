/// Memory in which the values of one row stay while its statement runs.
///
/// SQLite would copy each value into memory of its own; here all values of a row share one block
/// that is used again for the next row.
struct BoundMemory: ~Copyable {
    private var block: UnsafeMutableRawBufferPointer
    private var used = 0

    init() {
        self.block = .allocate(byteCount: 65_536, alignment: 16)
    }

    deinit {
        self.block.deallocate()
    }

    /// Forgets the last row and makes room for one of at most `count` bytes.
    mutating func begin(_ count: Int) {
        self.used = 0
        guard count > self.block.count else { return }
        self.block.deallocate()
        self.block = .allocate(byteCount: count, alignment: 16)
    }

    /// The bytes in place, until the next ``begin(_:)``.
    mutating func place(_ bytes: some Collection<UInt8>) -> UnsafeRawBufferPointer {
        let count = bytes.count
        let target = self.reserve(count)
        target.copyBytes(from: bytes)
        return UnsafeRawBufferPointer(target)
    }

    /// The bytes in place, until the next ``begin(_:)``.
    mutating func place(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let target = self.reserve(bytes.count)
        target.copyMemory(from: bytes)
        return UnsafeRawBufferPointer(target)
    }

    private mutating func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
        precondition(self.used + count <= self.block.count, "a row is larger than was said")
        defer { self.used += count }
        return UnsafeMutableRawBufferPointer(rebasing: self.block[self.used..<self.used + count])
    }
}
