internal import Crypto

/// The three hashes a tree is made of (RFC 6962 §2.1).
///
/// Leaves and inner nodes are hashed under different prefixes, so neither can pass for the other.
extension Hash {
    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let emptyTree = Hash(SHA256().finalize())

    /// The hash of a leaf: SHA-256(0x00 ‖ data).
    public static func leaf(_ data: [UInt8]) -> Hash {
        data.withUnsafeBytes { Self.leaf($0) }
    }

    /// The hash of a leaf whose data lies in raw memory: SHA-256(0x00 ‖ data).
    public static func leaf(_ data: UnsafeRawBufferPointer) -> Hash {
        var function = SHA256()
        Swift.withUnsafeBytes(of: 0x00 as UInt8) { function.update(bufferPointer: $0) }
        function.update(bufferPointer: data)
        return Hash(function.finalize())
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: Hash, _ right: Hash) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * self.byteCount, alignment: 8) { buffer in
            buffer.storeBytes(of: 0x01, as: UInt8.self)
            left.store(to: buffer, at: 1)
            right.store(to: buffer, at: 1 + self.byteCount)
            var function = SHA256()
            function.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return Hash(function.finalize())
        }
    }

    /// The plain SHA-256 of `data`, without any prefix of a tree.
    public static func sha256(_ data: [UInt8]) -> Hash {
        var function = SHA256()
        data.withUnsafeBytes { function.update(bufferPointer: $0) }
        return Hash(function.finalize())
    }

    private init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { Hash(loading: $0) }
    }
}
