import Testing

@testable import Trail

struct InMemoryDeadLettersTests {
    private func letter(_ number: Int) -> DeadLetter {
        DeadLetter(
            event: .sample(number),
            reason: .unstorable,
            message: "refused",
            time: Timestamp(microseconds: 1)
        )
    }

    @Test func `letters come newest first`() async throws {
        let letters = InMemoryDeadLetters()
        for number in 1...3 {
            try await letters.add(self.letter(number))
        }
        #expect(try await letters.letters(limit: 2).map(\.event.number) == [3, 2])
        #expect(try await letters.letters(limit: 9).map(\.event.number) == [3, 2, 1])
        #expect(try await letters.letters(limit: -1).isEmpty)
    }

    @Test func `letters have a bound`() async throws {
        let letters = InMemoryDeadLetters(capacity: 1)
        try await letters.add(self.letter(1))
        let error = await #expect(throws: TrailError.self) {
            try await letters.add(self.letter(2))
        }
        #expect(error?.code == .outOfSpace)
    }
}
