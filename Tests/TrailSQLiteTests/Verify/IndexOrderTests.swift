import Testing

@testable import TrailSQLite

@Suite struct IndexOrderTests {
    private func advance(_ order: inout IndexOrder, _ text: String, _ time: Int64) -> Bool {
        Array(text.utf8).withUnsafeBytes { order.advance(bytes: $0, time: time, sequence: 0) }
    }

    @Test func `goes by bytes, then by number, time and row`() {
        var order = IndexOrder()
        let steps = [("a", 5), ("a", 6), ("ab", 1), ("b", 0), ("ab", 9), ("ab", 9)]
        let results = steps.map { self.advance(&order, $0.0, Int64($0.1)) }
        #expect(results == [true, true, true, true, false, false])
    }

    @Test func `takes numbers without bytes`() {
        var order = IndexOrder()
        let steps: [Int64] = [-3, 4, 4, 2]
        let results = steps.map { order.advance(number: $0) }
        #expect(results == [true, true, false, false])
        #expect(order.number == 2)
    }
}

@Suite struct EntrySumTests {
    private let hash = EntryHash()

    private func value(_ text: String, type: Int32 = RawStatement.blobType) -> UInt64 {
        Array(text.utf8).withUnsafeBytes { self.hash.value($0, type: type) }
    }

    @Test func `is the same in any order, and for no other entries`() {
        let texts = (0..<1_000).map { "user-\($0)" }
        func sum(_ texts: [String]) -> EntrySum {
            var sum = EntrySum()
            for text in texts { sum.add(self.hash.pair(7, self.value(text))) }
            return sum
        }
        #expect(sum(texts) == sum(texts.reversed()))
        #expect(sum(texts) != sum(Array(texts.dropLast())))
        #expect(sum(texts) != sum(texts.dropLast() + ["user-1000"]))
    }

    @Test func `tells values apart by length, bytes and type`() {
        let texts = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefgi", "abcdefgha", "a\u{0}"]
        #expect(Set(texts.map { self.value($0) }).count == texts.count)
        #expect(self.value("a") != self.value("a", type: RawStatement.integerType))
    }
}
