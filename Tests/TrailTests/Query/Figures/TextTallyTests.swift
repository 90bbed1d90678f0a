import Testing
import TrailTesting

@testable import Trail

@Suite struct TextTallyTests {
    private func counted(_ tally: TextTally, _ positions: [Int]) -> [String] {
        positions.map {
            let entry = tally.entries[$0]
            return String(decoding: tally.text(of: entry), as: UTF8.self) + " \(entry.count)"
        }
    }

    private func add(
        _ text: String,
        _ count: Int64 = 1,
        bound: Int64 = 0,
        to tally: inout TextTally
    ) {
        var text = text
        _ = text.withUTF8 { tally.add($0, count, bound: bound) }
    }

    @Test func `counts by bytes`() {
        var tally = TextTally()
        for text in ["a", "\u{e9}", "e\u{301}", "", "a", "\u{e9}", "a"] {
            self.add(text, to: &tally)
        }
        #expect(tally.entries.map(\.count) == [3, 2, 1, 1])
        let leaders = tally.leading(10)
        #expect(leaders.map { tally.text(of: tally.entries[$0]).count } == [1, 2, 0, 3])
        #expect(tally.isCertain(leaders, limit: 10))
    }

    @Test func `ranks by count, then by bytes`() {
        var tally = TextTally()
        for text in ["b", "c", "a", "c", "b", "d", "B"] { self.add(text, to: &tally) }
        #expect(self.counted(tally, tally.leading(4)) == ["b 2", "c 2", "B 1", "a 1"])
        #expect(tally.leading(0).isEmpty)
    }

    @Test func `finds texts again, however many there are`() {
        var tally = TextTally()
        for round in 1...3 {
            for number in 0..<5_000 { self.add("/path/\(number)", to: &tally) }
            #expect(tally.entries.count == 5_000)
            #expect(tally.entries.allSatisfy { $0.count == Int64(round) })
        }
        #expect(tally.position(of: Array("/path/4999".utf8)[...]) == 4_999)
        #expect(tally.position(of: Array("/path/5000".utf8)[...]) == nil)
        #expect(TextTally().position(of: []) == nil)
    }

    @Test func `names what occurred most, and of equals all or none`() {
        var tally = TextTally()
        for (text, count) in [("a", 9), ("b", 5), ("c", 5), ("d", 1)] {
            self.add(text, Int64(count), to: &tally)
        }
        let (two, left) = tally.named(atMost: 2)
        #expect(self.counted(tally, two) == ["a 9"])
        #expect(left == 5)
        let (three, rest) = tally.named(atMost: 3)
        #expect(self.counted(tally, three) == ["a 9", "b 5", "c 5"])
        #expect(rest == 1)
        #expect(tally.named(atMost: 4).leftOut == 0)
    }

    @Test func `calls certain only what is`() {
        var generator = SeededGenerator(seed: 5)
        var certain = 0
        for _ in 0..<400 {
            var exact = TextTally()
            var merged = TextTally()
            let steepness = Int.random(in: 1...6, using: &generator)
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                var part = TextTally()
                for _ in 0..<Int.random(in: 0...80, using: &generator) {
                    var number = Int.random(in: 0..<20, using: &generator)
                    for _ in 1..<steepness {
                        number = min(number, Int.random(in: 0..<20, using: &generator))
                    }
                    self.add("v\(number)", to: &part)
                    self.add("v\(number)", to: &exact)
                }
                let (positions, leftOut) = part.named(atMost: 6)
                for position in positions {
                    let text = Array(part.text(of: part.entries[position]))
                    text.withUnsafeBufferPointer {
                        _ = merged.add($0, part.entries[position].count, bound: leftOut)
                    }
                }
                merged.leaveOut(leftOut)
            }
            let leaders = merged.leading(3)
            guard merged.isCertain(leaders, limit: 3) else { continue }
            certain += 1
            #expect(self.counted(merged, leaders) == self.counted(exact, exact.leading(3)))
        }
        #expect(certain > 40 && certain < 400)
    }

    @Test func `adds another tally`() {
        var (one, other) = (TextTally(), TextTally())
        for text in ["a", "b"] { self.add(text, to: &one) }
        for text in ["b", "c"] { self.add(text, to: &other) }
        other.leaveOut(7)
        one.add(other)
        #expect(self.counted(one, one.leading(9)) == ["b 2", "a 1", "c 1"])
        #expect(one.leftOut == 7)
        #expect(!one.isCertain(one.leading(9), limit: 9))
    }
}
