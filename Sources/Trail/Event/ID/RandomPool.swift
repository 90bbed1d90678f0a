#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Synchronization

/// Random words from the system's generator, fetched in blocks: a system call for each salt would
/// cost more than hashing what it salts.
struct RandomPool: RandomNumberGenerator {
    private static let shared = Mutex(Block())

    /// The next word; no word is handed out twice.
    mutating func next() -> UInt64 {
        Self.shared.withLock { $0.next() }
    }

    /// The next two words, for a salt or an id.
    static func pair() -> (UInt64, UInt64) {
        Self.shared.withLock { ($0.next(), $0.next()) }
    }

    private struct Block {
        private var words = [UInt64](repeating: 0, count: 512)
        private var used = 512

        mutating func next() -> UInt64 {
            if self.used == self.words.count {
                Self.fill(&self.words)
                self.used = 0
            }
            defer {
                self.words[self.used] = 0
                self.used += 1
            }
            return self.words[self.used]
        }

        private static func fill(_ words: inout [UInt64]) {
            words.withUnsafeMutableBytes { buffer in
                #if canImport(Darwin)
                arc4random_buf(buffer.baseAddress, buffer.count)
                #else
                var place = 0
                while place < buffer.count {
                    // The most that one call gives is 256 bytes.
                    let piece = UnsafeMutableRawBufferPointer(
                        rebasing: buffer[place..<min(place + 256, buffer.count)]
                    )
                    if getentropy(piece.baseAddress, piece.count) != 0 {
                        // A very old kernel: the standard library knows what else to ask.
                        var generator = SystemRandomNumberGenerator()
                        for byte in piece.indices {
                            piece[byte] = UInt8.random(in: 0...255, using: &generator)
                        }
                    }
                    place += piece.count
                }
                #endif
            }
        }
    }
}
