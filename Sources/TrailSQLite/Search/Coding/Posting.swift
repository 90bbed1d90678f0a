/// The documents of one term as bytes.
///
/// A varint of their number, twice, and one more where they are bits. Then the first document and
/// the distances between them as varints; or, where an eighth of all have the term and more, a bit
/// for each document of the part.
enum Posting {
    /// Appends the documents, which are in order.
    static func append(_ documents: ArraySlice<UInt16>, of count: Int, to bytes: inout [UInt8]) {
        let isDense = documents.count * 8 >= count
        self.append(documents.count << 1 | (isDense ? 1 : 0), to: &bytes)
        guard !isDense else {
            var bits = [UInt8](repeating: 0, count: (count + 7) / 8)
            for document in documents { bits[Int(document) >> 3] |= 1 << (document & 7) }
            return bytes.append(contentsOf: bits)
        }
        var last = 0
        for document in documents {
            self.append(Int(document) - last, to: &bytes)
            last = Int(document)
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
