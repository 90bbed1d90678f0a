import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct DeadLetterTests {
    @Test func `gives back letters as they were put aside, the newest first`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        var samples = SampleEvents(seed: 4, time: TestStore.noon)
        var letters: [DeadLetter] = []
        for number in 0..<5 {
            letters.append(
                DeadLetter(
                    event: try samples.event(stated: [.id, .what]),
                    reason: number % 2 == 0 ? .unstorable : .idConflict,
                    message: "number \(number)",
                    time: TestStore.noon
                )
            )
        }
        for letter in letters {
            try await store.add(letter)
        }
        #expect(try await store.letters(limit: 3) == Array(letters.reversed().prefix(3)))
        try store.close()
        let again = try await test.open()
        #expect(try await again.letters(limit: 100) == letters.reversed())
    }
}
