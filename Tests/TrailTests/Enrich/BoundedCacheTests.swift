import Testing

@testable import Trail

@Suite struct BoundedCacheTests {
    struct Failure: Error {}

    @Test func `finds an answer out once`() {
        let cache = BoundedCache<String, Int?>(capacity: 4)
        var made = 0
        for _ in 0..<3 {
            let value = cache.value(for: "a") {
                made += 1
                return nil
            }
            #expect(value == nil)
        }
        #expect(made == 1)
    }

    @Test func `never holds more than it may`() {
        let cache = BoundedCache<Int, Int>(capacity: 10)
        for key in 0..<1_000 {
            #expect(cache.value(for: key) { key * 2 } == key * 2)
            #expect(cache.count <= 10)
        }
    }

    @Test func `forgets failures`() {
        let cache = BoundedCache<Int, Int>(capacity: 10)
        #expect(throws: Failure.self) { try cache.value(for: 1) { throw Failure() } }
        #expect(cache.value(for: 1) { 5 } == 5)
    }
}
