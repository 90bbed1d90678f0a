/// Where a page of a tree has room that nothing uses, by the SQLite file format.
struct PageLayout {
    /// The gap between the cell pointers and the cells, and the inside of the free blocks.
    private(set) var gaps: [Range<Int>] = []

    /// Reads a page; `nil` for one that is none of a tree, or not exactly as it must be.
    ///
    /// - Parameters:
    ///   - page: Its bytes.
    ///   - reserved: How many at its end are not SQLite's.
    ///   - isFirst: Whether it is the first of the file, which has the file's header before its own.
    init?(_ page: UnsafeRawBufferPointer, reserved: Int, isFirst: Bool) {
        let usable = page.count - reserved
        let header = isFirst ? 100 : 0
        func number(_ place: Int) -> Int { Int(page[place]) << 8 | Int(page[place + 1]) }
        let headerLength: Int
        switch page[header] {
        case 2, 5: headerLength = 12
        case 10, 13: headerLength = 8
        default: return nil
        }
        let cells = number(header + 3)
        let stated = number(header + 5)
        let start = stated == 0 ? 65_536 : stated
        let pointers = header + headerLength
        let end = pointers + 2 * cells
        guard end <= start, start <= usable else { return nil }
        for cell in 0..<cells {
            let place = number(pointers + 2 * cell)
            guard place >= start, place < usable else { return nil }
        }
        var gaps = start > end ? [end..<start] : []
        var block = number(header + 1)
        var least = start
        while block != 0 {
            guard block >= least, block + 4 <= usable else { return nil }
            let next = number(block)
            let length = number(block + 2)
            guard length >= 4, block + length <= usable, next == 0 || next >= block + length else {
                return nil
            }
            if length > 4 { gaps.append(block + 4..<block + length) }
            least = block + length
            block = next
        }
        self.gaps = gaps
    }
}
