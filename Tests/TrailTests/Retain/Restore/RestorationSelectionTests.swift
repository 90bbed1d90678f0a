import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct RestorationSelectionTests {
    private typealias Place = RestorationSelection.Place

    private func selection(_ lists: [RemovalList]) throws -> RestorationSelection {
        let request = RestorationRequest(
            tenant: .default,
            archive: ArchiveReader(path: "none"),
            name: "none",
            keys: [],
            actor: Event.Actor(type: .system, id: "test")
        )
        return try RestorationSelection(
            request,
            removals: lists.map { Removal(recordIndex: 900, list: $0.bytes) }
        )
    }

    private func events() async throws -> [SealedEvent] {
        let bench = try await VerifierBench(events: 20)
        let request = EntriesRequest(tenant: .default, from: 0, upTo: 20)
        return await bench.store.entries(request).entries.map(\.event)
    }

    @Test func `takes what is missing, and passes over what is there or cannot be`() async throws {
        let events = try await self.events()
        var selection = try self.selection([])
        for event in events {
            try selection.consider(
                event,
                Place(
                    leaf: event.leaf,
                    isPresent: event.index < 5,
                    isIDTaken: event.index == 7
                )
            )
        }
        #expect(selection.result.present == 5)
        #expect(selection.result.conflicts == 1)
        #expect(selection.result.count == 14)
        #expect(selection.result.incomplete == 0)
        #expect(selection.lost.isEmpty)
        #expect(try selection.chosen(events).map(\.index) == [5, 6] + Array(8..<20))
        #expect(selection.kinds.values.reduce(0, +) == 14)
    }

    @Test func `refuses an event that is not the ledger's`() async throws {
        let events = try await self.events()
        for leaf in [nil, Hash.emptyTree] {
            var selection = try self.selection([])
            #expect(throws: TrailError.self) {
                try selection.consider(
                    events[3],
                    Place(leaf: leaf, isPresent: true, isIDTaken: false)
                )
            }
        }
    }

    @Test func `leaves out what was erased, and lists what nobody has recorded`() async throws {
        let events = try await self.events()
        var erased = RemovalList()
        erased.append(0..<10, .who)
        var pruned = RemovalList()
        pruned.append(0..<20, .row)
        var selection = try self.selection([erased, pruned])
        let withWho = events.filter { $0.sections.who != nil }
        let place = { (event: SealedEvent) in
            Place(leaf: event.leaf, isPresent: false, isIDTaken: false)
        }
        // The archive has lost `who` of all events.
        let cut = withWho.map { event in
            var sections = event.sections
            sections.who = sections.who.map { .erased(digest: $0.digest(as: .who)) }
            return event.with(sections)
        }
        for event in cut { try selection.consider(event, place(event)) }
        #expect(selection.result.incomplete == withWho.count)
        #expect(selection.lost.count == withWho.filter { $0.index >= 10 }.count)
        #expect(try selection.chosen(cut).allSatisfy { $0.sections.who?.text == nil })
        // An archive that has it all brings back only what no record covers.
        var whole = try self.selection([erased, pruned])
        for event in withWho { try whole.consider(event, place(event)) }
        let back = try whole.chosen(withWho)
        for event in back {
            #expect((event.sections.who?.text == nil) == (event.index < 10))
            #expect(LeafData.hash(of: event) == event.leaf)
        }
        #expect(whole.lost.isEmpty)
        #expect(throws: ArchiveError.altered) { try whole.chosen(cut) }
    }
}
