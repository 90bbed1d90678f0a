import Testing
import TrailTesting

@testable import Trail

@Suite struct EventIDTests {
    @Test func `is a UUID of version 7 in the order of time`() throws {
        let id = EventID(at: Timestamp(microseconds: 1_795_228_720_118_744), random: .max)
        #expect(id.description == "01a1fbf8-5bf6-7be7-bfff-ffffffffffff")
        #expect(id.timestamp == Timestamp(microseconds: 1_795_228_720_118_000))
        var last = EventID(at: Timestamp(microseconds: 0), random: .max)
        for microseconds in stride(from: Int64(1), to: 5_000_000, by: 997) {
            let next = EventID(at: Timestamp(microseconds: microseconds), random: 0)
            #expect(last < next)
            last = EventID(at: Timestamp(microseconds: microseconds), random: .max)
        }
    }

    @Test func `takes times before 1970 for its start`() {
        let id = EventID(at: Timestamp(microseconds: .min), random: 0)
        #expect(id.description == "00000000-0000-7000-8000-000000000000")
        _ = EventID(at: Timestamp(microseconds: .max), random: 0)
    }

    @Test func `what it prints reads back as the same id`() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<5_000 {
            let id = EventID(high: generator.next(), low: generator.next())
            #expect(EventID(id.description) == id)
            #expect(EventID(id.description.uppercased()) == id)
            #expect(EventID(id.description.utf8.lazy.map { $0 }) == id)
            #expect(EventID(bytes: id.bytes) == id)
        }
    }

    @Test(arguments: [
        "", "01a1ff5d9b167be7bfffffffffffffff", "01a1ff5d-9b16-7be7-bfff-fffffffffff",
        "01a1ff5d-9b16-7be7-bfff-fffffffffffff", "01a1ff5d-9b16-7be7-bfff-ffffffffffg0",
        "{01a1ff5d-9b16-7be7-bfff-fffffffffff}", "01a1ff5d_9b16-7be7-bfff-ffffffffffff",
        "01a1ff5d9-b16-7be7-bfff-ffffffffffff", "01a1ff5d-9b16-7be7-bfff-fffffffffff\u{e9}",
    ])
    func `refuses what is no UUID`(text: String) {
        #expect(EventID(text) == nil)
    }

    @Test func `refuses bytes that are not sixteen`() {
        #expect(EventID(bytes: [UInt8](repeating: 0, count: 15)) == nil)
        #expect(EventID(bytes: [UInt8](repeating: 0, count: 17)) == nil)
    }

    @Test func `names stand for the same id always`() {
        let id = EventID(naming: Array("djaffar.activity:42".utf8))
        #expect(id == EventID(naming: Array("djaffar.activity:42".utf8)))
        #expect(id != EventID(naming: Array("djaffar.activity:43".utf8)))
        #expect(EventID(naming: []).description == "e3b0c442-98fc-8c14-9afb-f4c8996fb924")
        #expect(id.timestamp == nil)
    }

    @Test func `takes any text without harm`() {
        var random = RandomJSON(seed: 9)
        let sample = Array("01a1ff5d-9b16-7be7-bfff-ffffffffffff".utf8)
        for _ in 0..<5_000 {
            var text = sample
            text[random.number(0..<36)] = UInt8(truncatingIfNeeded: random.bits())
            if let id = EventID(text) { #expect(EventID(id.description) == id) }
            _ = EventID(random.bytes(36))
        }
    }

    @Test func `random ids and salts do not repeat`() async {
        let now = Timestamp.now()
        let ids = await withTaskGroup(of: [EventID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<5_000).map { _ in EventID.random(at: now) } }
            }
            return await group.reduce(into: Set<EventID>()) { $0.formUnion($1) }
        }
        #expect(ids.count == 40_000)
    }
}
