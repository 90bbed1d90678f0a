/// Tells bytes that were read from bytes that were written; no protection against intent.
enum Checksum {
    /// The sum of `bytes`, eight at a time.
    static func of(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        var place = 0
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            sum = Self.mix(sum, UInt64(littleEndian: word))
            place += 8
        }
        while place < bytes.count {
            sum = Self.mix(sum, UInt64(bytes[place]))
            place += 1
        }
        return Int64(bitPattern: Self.mix(sum, UInt64(bytes.count)))
    }

    private static func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        return mixed ^ mixed >> 29
    }
}
