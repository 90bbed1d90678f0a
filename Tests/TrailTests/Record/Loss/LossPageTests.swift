import Testing

@testable import Trail

struct LossPageTests {
    private static let traffic = LossTally.Traffic(
        accepted: 7,
        stored: 4,
        committing: 2,
        since: Timestamp(microseconds: 1_700_000_000_000_000),
        until: Timestamp(microseconds: 1_700_000_000_000_009)
    )
    private static let losses: [LossReason: Loss] = [
        .crashed: Loss(
            count: 3,
            inDoubt: 1,
            from: Timestamp(microseconds: -5),
            to: Timestamp(microseconds: 6)
        ),
        .unreadable: Loss(
            count: 0,
            from: Timestamp(microseconds: 8),
            to: Timestamp(microseconds: 8)
        ),
    ]

    /// Runs `body` on a blank page.
    private func withPage<Value>(
        _ body: (inout LossPage, UnsafeMutableRawBufferPointer) throws -> Value
    ) rethrows -> Value {
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: LossPage.byteCount,
            alignment: 8
        )
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        var page = LossPage(memory)
        return try body(&page, memory)
    }

    @Test func `a blank page is known to be blank and holds nothing`() {
        self.withPage { page, _ in
            #expect(page.isBlank)
            #expect(!page.isKnown)
            let (traffic, losses) = page.load()
            #expect(traffic == nil)
            #expect(losses == nil)
        }
    }

    @Test func `figures come back as they were saved`() {
        self.withPage { page, memory in
            page.format()
            page.save(LossTally.Traffic())
            page.save([:])
            page.save(Self.traffic)
            page.save(Self.losses)
            var again = LossPage(memory)
            #expect(again.isKnown)
            let (traffic, losses) = again.load()
            #expect(traffic == Self.traffic)
            #expect(losses == Self.losses)
        }
    }

    @Test func `the layout never changes`() {
        self.withPage { page, memory in
            page.format()
            page.save(Self.traffic)
            page.save(Self.losses)
            func words(_ range: Range<Int>) -> [UInt64] {
                range.map { number in
                    UInt64(littleEndian: memory.load(fromByteOffset: number * 8, as: UInt64.self))
                }
            }
            #expect(Array(memory[0..<8]) == Array("TRAILREC".utf8))
            #expect(words(1..<2) == [1])
            // The first copy to be written is B.
            #expect(
                words(16..<24) == [
                    1, 7, 4, 2, 1_700_000_000_000_000, 1_700_000_000_000_009, 0,
                    0x44B9_9A8C_0BD3_C4DF,
                ]
            )
            #expect(words(64..<70) == [1, 3, 1, UInt64(bitPattern: -5), 6, 0])
            #expect(words(81..<86) == [0, 0, 8, 8, 0x72C3_3B5F_707C_9EEE])
        }
    }

    @Test func `a torn write costs the last update and no more`() {
        for offset in stride(from: 0, to: 64, by: 8) {
            self.withPage { page, memory in
                page.save(Self.traffic)
                var later = Self.traffic
                later.accepted = 8
                page.save(later)
                // The second save went to copy A, at 64.
                memory[64 + offset] ^= 0x10
                var again = LossPage(memory)
                let traffic = again.load().traffic
                #expect(traffic == Self.traffic)
            }
        }
    }

    @Test func `a torn page goes on from the copy that is whole`() {
        self.withPage { page, memory in
            page.save(Self.traffic)
            page.save(LossTally.Traffic())
            memory[64] ^= 1
            var again = LossPage(memory)
            _ = again.load()
            var later = Self.traffic
            later.stored = 5
            again.save(later)
            var last = LossPage(memory)
            let traffic = last.load().traffic
            #expect(traffic == later)
        }
    }

    @Test func `figures of which both copies are torn cannot be read`() {
        self.withPage { page, memory in
            page.save(Self.losses)
            page.save(Self.losses)
            memory[256 + 8] ^= 1
            memory[512 + 8] ^= 1
            var again = LossPage(memory)
            let losses = again.load().losses
            #expect(losses == nil)
        }
    }
}
