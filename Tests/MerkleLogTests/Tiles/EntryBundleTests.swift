import MerkleLog
import Testing

@Suite struct EntryBundleTests {
    @Test func `leads each entry by its length`() throws {
        let bundle = try EntryBundle(entries: [[1, 2, 3], [], Array(repeating: 7, count: 300)])
        #expect(bundle.bytes == [0, 3, 1, 2, 3, 0, 0, 1, 44] + Array(repeating: 7, count: 300))
        #expect(try EntryBundle(bytes: bundle.bytes) == bundle)
        #expect(bundle.leaves[0] == .leaf([1, 2, 3]))
    }

    @Test func `refuses too many, too long and truncated entries`() {
        let empty = [[UInt8]](repeating: [], count: 257)
        #expect(throws: TileError.entryCount(0)) { try EntryBundle(entries: []) }
        #expect(throws: TileError.entryCount(257)) { try EntryBundle(entries: empty) }
        #expect(throws: TileError.entryTooLong(65536)) {
            try EntryBundle(entries: [Array(repeating: 0, count: 65536)])
        }
        #expect(throws: TileError.entryCount(0)) { try EntryBundle(bytes: []) }
        #expect(throws: TileError.entryCount(257)) {
            try EntryBundle(bytes: Array(repeating: 0, count: 1000))
        }
        for bytes: [UInt8] in [[0], [0, 1], [0, 1, 9, 0]] {
            #expect(throws: TileError.truncatedEntry) { try EntryBundle(bytes: bytes) }
        }
    }
}
