import Testing

@testable import TrailServer

@Suite struct HandoverTests {
    @Test func `hands everything over in order`() async throws {
        let handover = Handover<Int>(count: 3, weight: .max)
        async let reading: Void = {
            for number in 0..<1_000 {
                guard await handover.put([number], weight: 1) else { return }
            }
            handover.end()
        }()
        var taken: [Int] = []
        while let numbers = try await handover.take() {
            // Room for three; one more may be put while the reader is already on its way.
            #expect(numbers.count <= 4)
            taken += numbers
        }
        await reading
        #expect(taken == Array(0..<1_000))
    }

    @Test func `throws only after what came before was taken`() async throws {
        let handover = Handover<Int>(count: 10, weight: 10)
        _ = await handover.put([1, 2], weight: 2)
        handover.end(throwing: CancellationError())
        #expect(try await handover.take() == [1, 2])
        await #expect(throws: CancellationError.self) { try await handover.take() }
    }

    @Test func `lets a reader go that waits for room`() async {
        let handover = Handover<Int>(count: 1, weight: 10)
        async let wants = handover.put([1], weight: 1)
        handover.close()
        #expect(await wants == false)
    }

    @Test func `waits while what it holds is heavy`() async throws {
        let handover = Handover<Int>(count: 100, weight: 5)
        async let first = handover.put([1], weight: 6)
        #expect(try await handover.take() == [1])
        #expect(await first)
    }
}
