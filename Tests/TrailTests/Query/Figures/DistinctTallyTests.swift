import Testing

@testable import Trail

@Suite struct DistinctTallyTests {
    private func tally(_ numbers: Range<Int>, exactUpTo limit: Int = 100) -> DistinctTally {
        var tally = DistinctTally(exactUpTo: limit)
        for number in numbers {
            var text = "\(number % 251).\(number / 251).0.1"
            text.withUTF8 { tally.add($0) }
        }
        return tally
    }

    @Test func `is exact while there are few`() {
        #expect(self.tally(0..<0).count == EventCount(0))
        #expect(self.tally(0..<100).count == EventCount(100))
        var twice = self.tally(0..<60)
        twice.add(self.tally(40..<100))
        #expect(twice.count == EventCount(100))
        #expect(self.tally(0..<101).count.isEstimate)
    }

    @Test(arguments: [101, 500, 3_000, 10_000, 40_000, 300_000])
    func `is near when there are many`(number: Int) {
        let count = self.tally(0..<number).count
        #expect(count.isEstimate)
        #expect(abs(count.count - number) <= number / 16, "\(count.count)")
    }

    @Test func `is the same however it is put together`() {
        let whole = self.tally(0..<20_000)
        var parts = self.tally(0..<50)
        for start in stride(from: 50, to: 20_000, by: 1_995) {
            parts.add(self.tally(start..<min(start + 2_500, 20_000)))
        }
        #expect(parts.registers == whole.registers)
        var small = self.tally(0..<5)
        small.registersOnly(of: whole)
        #expect(small.registers == whole.registers)
    }

    @Test func `takes no sketch of another size`() {
        var tally = self.tally(0..<5)
        [UInt8](repeating: 3, count: 17).withUnsafeBytes { tally.add(registers: $0) }
        #expect(tally.count == EventCount(5))
    }
}

extension DistinctTally {
    fileprivate mutating func registersOnly(of other: DistinctTally) {
        other.registers.withUnsafeBytes { self.add(registers: $0) }
    }
}
