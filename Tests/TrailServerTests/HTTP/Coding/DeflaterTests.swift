import NIOCore
import Testing
import TrailTesting

@testable import TrailServer

@Suite struct DeflaterTests {
    @Test(arguments: [[], [0], [1, 1_000], [70_000, 0, 3], [300_000]])
    func `makes gzip of any pieces`(sizes: [Int]) throws {
        var random = SeededGenerator(seed: UInt64(sizes.count))
        let deflater = try Deflater()
        var all: [UInt8] = []
        var compressed: [UInt8] = []
        for size in sizes {
            let piece = (0..<size).map { _ in UInt8.random(in: 0...63, using: &random) }
            all += piece
            compressed += [UInt8](buffer: deflater.add(ByteBuffer(bytes: piece)))
        }
        compressed += [UInt8](buffer: deflater.finish())
        #expect(try Inflated.gzip(compressed) == all)
    }
}
