import Testing
import Trail

@testable import TrailServer

@Suite struct GzipCodingTests {
    private func encode(_ pieces: [[UInt8]]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let encoder = try GzipCoding().encoder()
        for piece in pieces { try encoder.add(piece) { bytes += $0 } }
        try encoder.finish { bytes += $0 }
        return bytes
    }

    private func decode(_ bytes: [UInt8], by size: Int) throws -> [UInt8] {
        var text: [UInt8] = []
        let decoder = try GzipCoding().decoder()
        var rest = bytes[...]
        while !rest.isEmpty {
            try decoder.add(Array(rest.prefix(size))) { text += $0 }
            rest = rest.dropFirst(size)
        }
        try decoder.finish { text += $0 }
        return text
    }

    @Test(arguments: [0, 1, 100, 65_536, 300_000])
    func `reads back what it wrote, in pieces of any size`(count: Int) throws {
        let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 / 7) }
        let bytes = try self.encode([Array(text.prefix(count / 3)), Array(text[(count / 3)...])])
        #expect(bytes.prefix(2) == [0x1F, 0x8B])
        for size in [1_000, 77_777, max(bytes.count, 1)] {
            #expect(try self.decode(bytes, by: size) == text)
        }
    }

    @Test func `finds damage, an early end, and what follows the end`() throws {
        let bytes = try self.encode([Array("the same line again\n".utf8)])
        #expect(throws: ArchiveError.self) { try self.decode(Array(bytes.dropLast()), by: 9) }
        #expect(throws: ArchiveError.self) { try self.decode([], by: 9) }
        #expect(throws: ArchiveError.self) { try self.decode(bytes + [0], by: 9) }
        var damaged = bytes
        damaged[bytes.count - 5] ^= 1
        #expect(throws: ArchiveError.self) { try self.decode(damaged, by: 9) }
    }
}
