import Testing
import TrailTesting

@testable import Trail

@Suite struct RemovalCoverageTests {
    @Test(arguments: 0..<60 as Range<UInt64>)
    func `agrees with plain sets`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var lists: [RemovalList] = []
        var plain: [UInt64: RemovalList.Parts] = [:]
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            var list = RemovalList()
            var start: UInt64 = 0
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                start += UInt64.random(in: 0...9, using: &generator)
                let end = start + UInt64.random(in: 1...12, using: &generator)
                let parts = RemovalList.Parts(rawValue: UInt8.random(in: 1...8, using: &generator))
                list.append(start..<end, parts)
                for index in start..<end {
                    plain[index, default: []].formUnion(parts)
                }
                start = end
            }
            lists.append(list)
        }
        let coverage = RemovalCoverage(lists)
        for index in 0..<200 as Range<UInt64> {
            #expect(coverage.parts(at: index) == plain[index] ?? [])
        }
        for _ in 0..<20 {
            let start = UInt64.random(in: 0..<150, using: &generator)
            let range = start..<start + UInt64.random(in: 1...60, using: &generator)
            let expected = range.filter { !(plain[$0] ?? []).contains(.row) }
            #expect(Array(coverage.uncovered(range).joined()) == expected)
        }
    }
}
