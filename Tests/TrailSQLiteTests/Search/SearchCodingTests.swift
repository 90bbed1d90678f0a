import Testing
import TrailTesting

@testable import TrailSQLite

@Suite struct SearchCodingTests {
    private func word(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...16, using: &generator)).map { _ in
            UInt8.random(in: 97...100, using: &generator)
        }
    }

    @Test func `orders terms as their bytes, cut off after twelve`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let (one, other) = (self.word(&generator), self.word(&generator))
            let cut = (Array(one.prefix(12)), Array(other.prefix(12)))
            #expect(IndexTerm(one).bytes == cut.0)
            #expect((IndexTerm(one) == IndexTerm(other)) == (cut.0 == cut.1))
            #expect(
                (IndexTerm(one) < IndexTerm(other)) == cut.0.lexicographicallyPrecedes(cut.1)
            )
            #expect(
                IndexTerm(one).begins(with: Array(other.prefix(2)))
                    == one.starts(with: other.prefix(2))
            )
        }
        #expect(IndexTerm(kind: 6) < IndexTerm([UInt8(ascii: "0")]))
        #expect(IndexTerm(kind: 0) != IndexTerm(kind: 1))
        #expect(IndexTerm(kind: .min).bytes.count == 1 || IndexTerm(kind: .min).bytes.count == 2)
    }

    @Test(arguments: [1, 7, 8, 64, 65, 1_000, 32_768])
    func `reads documents as they were written`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for share in [1, 3, 10, 500] {
            let documents = (0..<count).filter { _ in
                Int.random(in: 0..<share, using: &generator) == 0
            }
            var bytes: [UInt8] = [9]
            Posting.append(documents.map(UInt16.init)[...], of: count, to: &bytes)
            bytes.removeFirst()
            bytes.append(77)
            bytes.withUnsafeBytes { memory in
                var set = DocumentSet(documents: count)
                var reader = PostingReader(memory)
                #expect(reader.read(into: &set, of: count))
                #expect(reader.byte() == 77)
                var found: [Int] = []
                set.forEach { found.append($0) }
                #expect(found == documents)
                #expect(set.count == documents.count)
                var skipping = PostingReader(memory)
                #expect(skipping.skip(of: count) && skipping.byte() == 77)
            }
        }
    }

    @Test func `reads the terms of a block as they were written`() throws {
        var generator = SeededGenerator(seed: 2)
        let terms = Set((0..<400).map { _ in IndexTerm(self.word(&generator)) }).sorted()
        var blocks: [TermBlock] = []
        for (number, term) in terms.enumerated() {
            var posting: [UInt8] = []
            Posting.append([UInt16(number)], of: 1_000, to: &posting)
            if blocks.isEmpty || !blocks[blocks.count - 1].append(term, posting) {
                blocks.append(TermBlock(term, posting))
            }
        }
        var found: [IndexTerm] = []
        for block in blocks {
            #expect(block.bytes.count <= 3_960)
            block.bytes.withUnsafeBytes { memory in
                var reader = TermBlockReader(memory, documents: 1_000)
                while let term = reader.next() {
                    var set = DocumentSet(documents: 1_000)
                    reader.read(into: &set)
                    #expect(set.contains(found.count) && set.count == 1)
                    found.append(term)
                }
                #expect(reader.isSound)
            }
        }
        #expect(found == terms)
    }

    @Test func `never leaves bytes that were altered`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...12, using: &generator)
                    : UInt8.random(in: 0...255, using: &generator)
            }
            bytes.withUnsafeBytes { memory in
                var reader = TermBlockReader(memory, documents: 100)
                var steps = 0
                while reader.next() != nil, steps < 100 {
                    var set = DocumentSet(documents: 100)
                    if Bool.random(using: &generator) {
                        reader.skip()
                    } else {
                        reader.read(into: &set)
                    }
                    steps += 1
                }
            }
        }
    }

    @Test func `tells altered bytes by their sum`() {
        var generator = SeededGenerator(seed: 6)
        for count in 1..<200 {
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let sum = bytes.withUnsafeBytes(Checksum.of)
            bytes[Int.random(in: bytes.indices, using: &generator)] ^= 1 << UInt8(count % 8)
            #expect(bytes.withUnsafeBytes(Checksum.of) != sum)
        }
    }
}
