/// Finds where a text stops being plain: ASCII without quotes, backslashes and control characters.
enum PlainText {
    /// The place of the first byte of `bytes` from `start` on that is not plain, or `end`.
    static func end(from start: Int, in bytes: [UInt8], upTo end: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            Self.end(from: start, in: UnsafeRawBufferPointer(rebasing: bytes[..<end])) {
                $0 < 0x20 || $0 >= 0x80
            }
        }
    }

    /// The place of the first byte from `start` on that needs an escape, or the end.
    static func endOfUnescaped(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        Self.end(from: start, in: bytes) { $0 < 0x20 }
    }

    /// Looks at eight bytes at a time until one of them needs a closer look.
    @inline(__always)
    private static func end(
        from start: Int,
        in bytes: UnsafeRawBufferPointer,
        where isSpecial: (UInt8) -> Bool
    ) -> Int {
        var place = start
        while true {
            while place + 8 <= bytes.count,
                !Self.mayBeSpecial(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            { place += 8 }
            let stop = min(place + 8, bytes.count)
            while place < stop {
                let byte = bytes[place]
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || isSpecial(byte) {
                    return place
                }
                place += 1
            }
            if place == bytes.count { return place }
        }
    }

    /// Whether one of eight bytes may be other than plain.
    ///
    /// Never misses one; what it takes for one beside it costs only a closer look.
    @inline(__always)
    private static func mayBeSpecial(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high = ones << 7
        let control = word &- ones &* 0x20
        let quote = (word ^ ones &* 0x22) &- ones
        let backslash = (word ^ ones &* 0x5C) &- ones
        return (word | control | quote | backslash) & high != 0
    }
}
