#if Excel
internal import Foundation

/// What the beginning and the end of a part's XML tell of it.
struct PartText {
    /// More than there is before and behind the rows of a sheet.
    private static let margin = 8_192

    private var head = Data()
    private var tail = Data()
    private var length = 0

    /// Takes in the next piece.
    mutating func add(_ piece: UnsafeBufferPointer<UInt8>) {
        self.length += piece.count
        self.head.append(contentsOf: piece.prefix(Self.margin - self.head.count))
        self.tail.append(contentsOf: piece.suffix(Self.margin))
        // A copy counts from 0 again.
        if self.tail.count > Self.margin { self.tail = Data(self.tail.suffix(Self.margin)) }
    }

    /// Whether it begins as XML does and ends as its first element does.
    var isWhole: Bool {
        guard self.head.starts(with: Array("<?xml ".utf8)),
            let start = self.range(of: "?>", in: self.head)?.upperBound,
            let open = self.head[start...].firstIndex(of: UInt8(ascii: "<"))
        else { return false }
        let name = self.head[(open + 1)...].prefix { !" />\r\n".utf8.contains($0) }
        let end = Array("</".utf8) + name + Array(">".utf8)
        // One part ends with a new line.
        let rest = self.tail.lastIndex { $0 != UInt8(ascii: "\n") }.map { self.tail[...$0] }
        return rest?.suffix(end.count).elementsEqual(end) ?? false
    }

    /// How many bytes lie between the marks of a sheet's rows; `nil` where one is missing.
    var rowBytes: Int? {
        guard let start = self.range(of: "<sheetData>", in: self.head),
            let end = self.range(of: "</sheetData>", in: self.tail)
        else { return nil }
        return self.length - (self.tail.count - end.lowerBound) - start.upperBound
    }

    private func range(of mark: String, in text: Data) -> Range<Int>? {
        text.range(of: Data(mark.utf8))
    }
}
#endif
