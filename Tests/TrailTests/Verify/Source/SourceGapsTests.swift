import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct SourceGapsTests {
    private func event(_ index: UInt64, _ source: String, _ number: Int64) -> SealedEvent {
        let event = EncodedEvent.sample(Int(index))
        let text = #"{"source":"\#(source)","source_sequence":\#(number)}"#
        return SealedEvent(
            index: index,
            recordedAt: Timestamp(microseconds: Int64(index) * 1_000_000),
            leaf: .emptyTree,
            header: event.header,
            sections: Sections(where: .sealed(text: Array(text.utf8), salt: Salt.random()))
        )
    }

    /// The reports on events with these numbers, one after the other.
    private func reports(_ numbers: [(String, Int64)]) -> [SourceReport] {
        var gaps = SourceGaps()
        for (index, (source, number)) in numbers.enumerated() {
            gaps.add(self.event(UInt64(index), source, number))
        }
        return gaps.reports
    }

    @Test func `nothing is missing of what came one after the other`() {
        let reports = self.reports([("a", 1), ("b", 1), ("a", 2), ("a", 3), ("b", 2)])
        #expect(reports.map(\.source) == ["a", "b"])
        #expect(reports.map(\.received) == [3, 2])
        #expect(reports.map(\.highest) == [3, 2])
        #expect(reports.allSatisfy { $0.missing == 0 && $0.repeated == 0 && $0.gaps.isEmpty })
    }

    @Test func `says how many are missing between which times`() throws {
        let report = try #require(self.reports([("web-3", 16), ("web-3", 21)]).first)
        #expect(report.missing == 19)
        #expect(
            report.gaps.map(\.description) == [
                "15 events missing before 1970-01-01T00:00:00.000000Z (numbers 1 to 15)",
                "4 events missing between 1970-01-01T00:00:00.000000Z and "
                    + "1970-01-01T00:00:01.000000Z (numbers 17 to 20)",
            ]
        )
    }

    @Test func `what arrives late fills its gap`() throws {
        let report = try #require(
            self.reports([3, 1, 2, 9, 5, 8, 4, 6, 7].map { ("a", $0) }).first
        )
        #expect(report.missing == 0 && report.repeated == 0)
        let split = try #require(self.reports([1, 9, 5, 2].map { ("a", $0) }).first)
        #expect(split.gaps.map(\.numbers) == [3...4, 6...8])
        #expect(split.missing == 5)
    }

    @Test func `a number that comes twice is told`() throws {
        let report = try #require(self.reports([1, 2, 3, 2, 3, 4].map { ("a", $0) }).first)
        #expect(report.repeated == 2)
        #expect(report.missing == 0)
        #expect(report.received == 6)
    }

    @Test func `rows that retention took are not called missing`() throws {
        var gaps = SourceGaps()
        gaps.add(self.event(0, "a", 1))
        gaps.add(self.event(4, "a", 5))
        gaps.add(self.event(5, "a", 7))
        var erased = self.event(6, "a", 8)
        erased = SealedEvent(
            index: erased.index,
            recordedAt: erased.recordedAt,
            leaf: erased.leaf,
            header: erased.header,
            sections: Sections(where: .erased(digest: .emptyTree))
        )
        gaps.add(erased)
        gaps.add(self.event(7, "a", 9))
        let report = try #require(gaps.reports.first)
        #expect(report.gaps.map(\.numbers) == [2...4, 6...6, 8...8])
        #expect(report.gaps.map(\.removedRows) == [3, 0, 1])
        #expect(report.missing == 1)
        #expect(report.gaps[0].description.hasSuffix("3 rows there, which may be these"))
    }

    @Test func `keeps so many gaps and counts the others`() throws {
        var tally = SourceTally(limit: 3)
        for number in stride(from: Int64(2), through: 20, by: 2) {
            let mark = SourceGap.Mark(
                index: UInt64(number),
                recordedAt: Timestamp(microseconds: number)
            )
            tally.add(SourceTally.Arrival(number: number, mark: mark, removedBefore: 0))
        }
        var report = tally.report(on: "a")
        #expect(report.gaps.map(\.numbers) == [15...15, 17...17, 19...19])
        #expect(report.olderMissing == 7 && report.missing == 10)
        let late = SourceGap.Mark(index: 99, recordedAt: Timestamp(microseconds: 99))
        tally.add(SourceTally.Arrival(number: 3, mark: late, removedBefore: 0))
        tally.add(SourceTally.Arrival(number: 17, mark: late, removedBefore: 0))
        report = tally.report(on: "a")
        #expect(report.missing == 8)
    }

    @Test(arguments: 0..<10) func `agrees with a set of numbers, in whatever order they arrive`(
        seed: Int
    ) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var arrivals: [Int64] = []
        var present: Set<Int64> = []
        for number in Int64(1)...500 where Int.random(in: 0..<5, using: &random) > 0 {
            arrivals.append(number)
            present.insert(number)
            if Int.random(in: 0..<20, using: &random) == 0 { arrivals.append(number) }
        }
        let repeats = arrivals.count - present.count
        // Late by a little, as they are.
        for place in arrivals.indices.dropLast(8) {
            arrivals.swapAt(place, place + Int.random(in: 0..<8, using: &random))
        }
        let report = try #require(self.reports(arrivals.map { ("a", $0) }).first)
        let highest = try #require(present.max())
        #expect(report.missing == UInt64(highest) - UInt64(present.count))
        #expect(report.repeated == UInt64(repeats))
        #expect(
            report.gaps.flatMap { Array($0.numbers) }
                == (1...highest).filter {
                    !present.contains($0)
                }
        )
    }

    @Test func `walks a ledger`() async throws {
        let clock = ManualClock(Timestamp(microseconds: 1_772_366_400_000_000))
        let sealer = Sealer(
            key: try LedgerKey.generate(name: "test.example"),
            serverName: "test.example",
            clock: clock,
            memory: nil
        )
        let store = InMemoryEventStore(sealer: sealer, clock: clock)
        var events: [EncodedEvent] = []
        for number in Int64(1)...2_500 where number != 1_200 {
            var draft = Event.Draft.sample(Int(number))
            draft.context.source = "web-3"
            draft.context.sourceSequence = number
            let event = try Event(draft, tenant: .default, now: clock.now())
            events.append(EncodedEvent(event, stated: .all))
        }
        _ = try await store.append(AppendRequest(events))
        let reports = try await SourceGaps.find(in: store, of: .default).reports
        #expect(reports.map(\.source) == ["web-3"])
        #expect(reports.first?.gaps.map(\.numbers) == [1_200...1_200])
        let nobody = try await SourceGaps.find(in: store, of: TenantID("nobody"))
        #expect(nobody.reports.isEmpty)
    }
}
