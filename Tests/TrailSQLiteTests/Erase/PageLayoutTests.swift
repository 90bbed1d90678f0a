import Testing
import TrailTesting

@testable import TrailSQLite

@Suite struct PageLayoutTests {
    private func gaps(_ page: [UInt8], isFirst: Bool = false) -> [Range<Int>]? {
        page.withUnsafeBytes { PageLayout($0, reserved: 0, isFirst: isFirst)?.gaps }
    }

    /// A leaf of 512 bytes with a cell of 12 bytes at its end and a free block before it.
    private static func leaf() -> [UInt8] {
        var page = [UInt8](repeating: 0xAA, count: 512)
        page.replaceSubrange(
            0..<10,
            with: [13, 0x01, 0xE0, 0, 1, 0x01, 0xE0, 0, 0x01, 0xF4]
        )
        // The block at 480: none after it, twenty bytes.
        page.replaceSubrange(480..<484, with: [0, 0, 0, 20])
        return page
    }

    @Test func `finds the gap and the inside of free blocks`() {
        #expect(self.gaps(Self.leaf()) == [10..<480, 484..<500])
        let first = [UInt8](repeating: 0, count: 100) + [13, 0, 0, 0, 0, 2, 0, 0]
        let page = first + [UInt8](repeating: 1, count: 512 - first.count)
        #expect(self.gaps(page, isFirst: true) == [108..<512])
    }

    @Test func `leaves alone what is no page of a tree, or a broken one`() {
        for (place, byte) in [
            (0, UInt8(0)), (0, 1), (0, 12), (3, 0xFF), (5, 0xFF), (1, 0xFF), (8, 0),
            (483, 200), (482, 1), (480, 1), (483, 3),
        ] {
            var page = Self.leaf()
            page[place] = byte
            #expect(self.gaps(page) == nil, "byte \(byte) at \(place)")
        }
    }

    @Test func `takes any bytes`() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<20_000 {
            var page = (0..<512).map { _ in UInt8.random(in: 0...255, using: &generator) }
            page[0] = [2, 5, 10, 13][Int.random(in: 0..<4, using: &generator)]
            page[3] = 0
            page[5] = UInt8.random(in: 0...2, using: &generator)
            for gap in self.gaps(page) ?? [] {
                #expect(gap.lowerBound >= 8 && gap.upperBound <= 512)
            }
        }
    }
}
