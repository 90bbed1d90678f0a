import MerkleLog
import Testing
import Trail
import TrailTesting

@Suite struct RemovalListTests {
    private let golden: [UInt8] =
        Array("trail/v1/removal\n".utf8) + [
            0, 3, 8,  // 0..<3, row
            0, 1, 1,  // 3, who
            2, 0x80, 0x02, 7,  // 6..<262, all sections
        ]

    private var list: RemovalList {
        var list = RemovalList()
        list.append(0, .row)
        list.append(1..<3, .row)
        list.append(3, .who)
        list.append(6..<262, [.who, .where, .what])
        return list
    }

    @Test func `prints its golden bytes`() {
        #expect(self.list.bytes == self.golden)
        #expect(
            self.list.hash.hex
                == "c7a33eaa1854b7717426fa681dbabbbc35f4cc22d239fbce19ff0a921957eb8c"
        )
    }

    @Test func `reads what it prints`() throws {
        #expect(try RemovalList(bytes: self.golden) == self.list)
        #expect(try RemovalList(bytes: RemovalList().bytes).isEmpty)
    }

    @Test func `tells what each event lost`() {
        let list = self.list
        #expect(list.count == 260)
        #expect([0, 1, 2].allSatisfy { list.parts(at: $0) == .row })
        #expect(list.parts(at: 3) == .who)
        #expect([4, 5, 262, 1_000].allSatisfy { list.parts(at: $0).isEmpty })
        #expect([6, 261].allSatisfy { list.parts(at: $0) == [.who, .where, .what] })
    }

    @Test(
        arguments: [
            [], [0], [0, 0], [1, 0, 8], [0, 1, 0], [0, 1, 9], [0, 1, 16], [0x80, 0x00, 1, 8],
            [0, 0x81, 0x00, 8], [0, 1, 8, 0, 1, 8], [0, 1, 8, 0],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 1, 8],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 8],
        ] as [[UInt8]]
    )
    func `refuses any other spelling`(tail: [UInt8]) {
        let bytes = Array("trail/v1/removal\n".utf8) + tail
        if tail.isEmpty {
            #expect(throws: TrailError.self) { try RemovalList(bytes: Array(bytes.dropLast())) }
        } else {
            #expect(throws: TrailError.self) { try RemovalList(bytes: bytes) }
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `agrees with a plain dictionary`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var list = RemovalList()
        var plain: [UInt64: RemovalList.Parts] = [:]
        var index: UInt64 = 0
        for _ in 0..<200 {
            index += UInt64.random(in: 0...3, using: &generator)
            let parts = RemovalList.Parts(rawValue: UInt8.random(in: 1...8, using: &generator))
            list.append(index, parts)
            plain[index] = parts
            index += 1
        }
        #expect(list.count == plain.count)
        #expect((0..<index + 5).allSatisfy { list.parts(at: $0) == plain[$0] ?? [] })
        #expect(try RemovalList(bytes: list.bytes) == list)
    }

    @Test func `refuses or reprints any damaged bytes`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            var bytes = self.golden
            let place = Int.random(in: bytes.indices, using: &generator)
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
            if let list = try? RemovalList(bytes: bytes) {
                #expect(list.bytes == bytes)
            }
        }
    }
}
