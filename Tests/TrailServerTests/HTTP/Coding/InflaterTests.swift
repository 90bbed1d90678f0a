import NIOCore
import Testing
import TrailTesting

@testable import TrailServer

@Suite struct InflaterTests {
    /// What comes out of `bytes` when they arrive in parts of `size`.
    private func inflate(
        _ bytes: [UInt8],
        _ coding: ContentCoding,
        inPartsOf size: Int = 1_000
    ) throws -> [UInt8] {
        let inflater = try Inflater(coding)
        var output: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            inflater.add(ByteBuffer(bytes: rest.prefix(size)))
            rest = rest.dropFirst(size)
            while let piece = try inflater.next() {
                #expect(piece.readableBytes <= Inflater.pieceSize)
                output += piece.readableBytesView
            }
        }
        try inflater.expectEnd()
        return output
    }

    private func noise(_ count: Int) -> [UInt8] {
        var random = SeededGenerator(seed: 3)
        return (0..<count).map { _ in UInt8.random(in: 0..<16, using: &random) }
    }

    @Test(arguments: [1, 7, 1_000, 1_000_000]) func `gives back what was compressed`(
        size: Int
    ) throws {
        for bytes in [[], Array("a".utf8), self.noise(200_000)] {
            let gzip = try self.inflate(Compressed.gzip(bytes), .gzip, inPartsOf: size)
            #expect(gzip == bytes)
            let zlib = try self.inflate(Compressed.deflate(bytes), .deflate, inPartsOf: size)
            #expect(zlib == bytes)
        }
    }

    @Test func `reads gzip of several members`() throws {
        let members = ["one ", "", "two"].map { Compressed.gzip(Array($0.utf8)) }
        for size in [1, 5, 10_000] {
            let bytes = try self.inflate(Array(members.joined()), .gzip, inPartsOf: size)
            #expect(bytes == Array("one two".utf8))
        }
    }

    @Test func `nothing at all is an empty body`() throws {
        #expect(try self.inflate([], .gzip).isEmpty)
    }

    @Test func `refuses what is damaged, breaks off or goes on`() {
        let whole = Compressed.gzip(self.noise(5_000))
        var damaged = whole
        damaged[damaged.count / 2] ^= 0xFF
        let bodies: [([UInt8], ContentCoding)] = [
            (damaged, .gzip), (Array(whole.dropLast()), .gzip), (Array(whole.prefix(4)), .gzip),
            (whole + [1, 2, 3], .gzip), (whole, .deflate), (Array("plain text".utf8), .gzip),
            (Compressed.deflate([1]) + Compressed.deflate([2]), .deflate),
        ]
        for (body, coding) in bodies {
            let problem = #expect(throws: Problem.self) { try self.inflate(body, coding) }
            #expect(problem?.kind == .malformed)
        }
    }

    @Test func `lets no more out than is believable`() throws {
        let inflater = try Inflater(.gzip)
        let bomb = Compressed.gzip(Array(repeating: 0, count: 64 * 1_048_576))
        inflater.add(ByteBuffer(bytes: bomb))
        var released = 0
        let problem = #expect(throws: Problem.self) {
            while let piece = try inflater.next() { released += piece.readableBytes }
        }
        #expect(problem?.kind == .tooLarge)
        #expect(released <= Inflater.freeBytes + bomb.count * Inflater.maximumRatio)
        #expect(released >= Inflater.freeBytes)
    }
}
