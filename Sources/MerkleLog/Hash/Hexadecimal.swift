/// Hexadecimal text of bytes; prints lower case, reads either.
package enum Hexadecimal {
    static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { buffer in
            for (position, byte) in bytes.enumerated() {
                buffer[2 * position] = self.digit(byte >> 4)
                buffer[2 * position + 1] = self.digit(byte & 0x0F)
            }
            return 2 * bytes.count
        }
    }

    static func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: 2 * bytes.count, alignment: 8) { digits in
            var place = 0
            while place + 4 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
                let eight = self.digits(of: UInt32(bigEndian: word)).littleEndian
                digits.storeBytes(of: eight, toByteOffset: 2 * place, as: UInt64.self)
                place += 4
            }
            while place < bytes.count {
                digits[2 * place] = self.digit(bytes[place] >> 4)
                digits[2 * place + 1] = self.digit(bytes[place] & 0x0F)
                place += 1
            }
            output.append(contentsOf: digits)
        }
    }

    /// The eight digits of a number, the first of them in the lowest byte.
    ///
    /// All at once: each half byte gets a byte, and those above nine get the distance to `a` added.
    package static func digits(of number: UInt32) -> UInt64 {
        var bytes = UInt64(number.byteSwapped)
        bytes = (bytes | bytes << 16) & 0x0000_FFFF_0000_FFFF
        bytes = (bytes | bytes << 8) & 0x00FF_00FF_00FF_00FF
        let values = (bytes >> 4 | bytes << 8) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = (values &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return values &+ 0x3030_3030_3030_3030 &+ letters &* 39
    }

    /// The bytes that `text` spells; `nil` if it is no even run of hexadecimal digits.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            guard let value = self.value(character) else { return nil }
            if let upper = high {
                bytes.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
