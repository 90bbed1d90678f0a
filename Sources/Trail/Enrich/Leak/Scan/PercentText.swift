/// Text in which bytes are written as `%2F`.
enum PercentText {
    /// The bytes that `text` stands for; `nil` where none is encoded.
    static func decoded(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        var place = 0
        var hasEscape = false
        decoded.reserveCapacity(text.count)
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "%"), place + 2 < text.count,
                let high = ASCII.hexadecimal(text[place + 1]),
                let low = ASCII.hexadecimal(text[place + 2])
            {
                decoded.append(high << 4 | low)
                hasEscape = true
                place += 3
            } else {
                decoded.append(byte)
                place += 1
            }
        }
        return hasEscape ? decoded : nil
    }
}
