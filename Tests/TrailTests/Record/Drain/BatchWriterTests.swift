import MerkleLog
import MetricsTestKit
import Testing

@testable import Trail

struct BatchWriterTests {
    private func writer(_ ledger: ScriptedLedger) -> BatchWriter {
        BatchWriter(store: ledger, metrics: RecordingMetrics(factory: TestMetrics()))
    }

    /// What became of each event, in a letter: sealed, repeated, conflict, refused.
    private func letters(_ outcomes: [RecordingOutcome]) -> String {
        String(
            outcomes.map { outcome in
                switch outcome {
                case .sealed: "s"
                case .repeated: "r"
                case .conflict: "c"
                case .refused: "x"
                }
            }
        )
    }

    @Test func `a batch is one append`() async {
        let ledger = ScriptedLedger()
        let result = await self.writer(ledger).write(EncodedEvent.samples(0..<100))
        #expect(result.outcomes.count == 100)
        #expect(result.failure == nil)
        #expect(ledger.attempts.count == 1)
        #expect(ledger.numbers == Array(0..<100))
    }

    @Test func `nothing to write is no append`() async {
        let ledger = ScriptedLedger()
        let result = await self.writer(ledger).write([])
        #expect(result.outcomes.isEmpty)
        #expect(ledger.numbers.isEmpty)
    }

    @Test(arguments: [0, 1, 499, 500, 998, 999])
    func `the event that the store refuses is found in few appends`(bad: Int) async {
        let ledger = ScriptedLedger.refusing([bad])
        let result = await self.writer(ledger).write(EncodedEvent.samples(0..<1_000))
        #expect(result.failure == nil)
        #expect(result.outcomes.count == 1_000)
        #expect(self.letters([result.outcomes[bad]]) == "x")
        #expect(ledger.numbers == (0..<1_000).filter { $0 != bad }, "the others keep their order")
        #expect(ledger.attempts.count <= 21, "two for each of ten halvings, and the first")
    }

    @Test func `several refused events do not hide each other`() async {
        let ledger = ScriptedLedger.refusing([2, 3, 7])
        let result = await self.writer(ledger).write(EncodedEvent.samples(0..<8))
        #expect(self.letters(result.outcomes) == "ssxxsssx")
        #expect(ledger.numbers == [0, 1, 4, 5, 6])
    }

    @Test func `a lone event that is refused is tried once`() async {
        let ledger = ScriptedLedger.refusing([1])
        let result = await self.writer(ledger).write([.sample(1)])
        #expect(self.letters(result.outcomes) == "x")
        #expect(ledger.attempts.count == 1)
    }

    @Test func `a store that fails while a bad event is sought leaves the rest`() async {
        let ledger = ScriptedLedger { attempt, events in
            if attempt >= 4 { throw TrailError(.outOfSpace, "full") }
            if events.contains(where: { $0.number == 5 }) { throw TrailError(.unstorable, "bad") }
        }
        // 0..<8 refused, 0..<4 sealed, 4..<8 refused, 4..<6 finds the disk full.
        let result = await self.writer(ledger).write(EncodedEvent.samples(0..<8))
        #expect(self.letters(result.outcomes) == "ssss")
        #expect(result.failure?.code == .outOfSpace)
    }

    @Test func `an id that is known is reported for what it is`() async throws {
        let ledger = ScriptedLedger()
        let first = EncodedEvent.sample(1)
        let other = EncodedEvent(
            header: first.header,
            sections: EncodedEvent.sample(2).sections,
            stated: .all
        )
        let writer = self.writer(ledger)
        let result = await writer.write([first, first, other])
        #expect(self.letters(result.outcomes) == "src")
        #expect(throws: TrailError.self) { try result.outcomes[2].receipt() }
        #expect(try result.outcomes[0].receipt() == result.outcomes[1].receipt())
    }

    @Test func `a writer that gets part of the way says where it stopped`() async {
        struct Halting: LedgerWriter {
            func append(_ request: AppendRequest) async throws -> AppendResult {
                let ids = request.events.map(\.header.id)
                return AppendResult(
                    outcomes: [
                        .sealed(.durable(ids[0], index: 0, leaf: .emptyTree)),
                        .refused(ids[1], reason: "no"),
                    ],
                    batches: [],
                    failure: TrailError(.overloaded, "busy", retryAfter: .seconds(9))
                )
            }
        }
        let metrics = TestMetrics()
        let writer = BatchWriter(store: Halting(), metrics: RecordingMetrics(factory: metrics))
        let result = await writer.write(EncodedEvent.samples(0..<4))
        #expect(self.letters(result.outcomes) == "sx")
        #expect(result.failure?.code == .overloaded)
        #expect(result.failure?.retryAfter == .seconds(9))
        #expect(metrics.counterTotal(label: "trail_events_stored_total") == 1)
        #expect(metrics.counterTotal(label: "trail_events_conflicting_total") == 0)
    }

    @Test func `a writer that leaves events without an answer is away`() async {
        struct Silent: LedgerWriter {
            func append(_ request: AppendRequest) async throws -> AppendResult {
                AppendResult(outcomes: [], batches: [])
            }
        }
        let metrics = RecordingMetrics(factory: TestMetrics())
        let result = await BatchWriter(store: Silent(), metrics: metrics).write([.sample(1)])
        #expect(result.outcomes.isEmpty)
        #expect(result.failure?.code == .storeUnavailable)
    }

    @Test func `an error of another type means that the store is away`() async {
        struct Strange: Error {}
        let ledger = ScriptedLedger { _, _ in throw Strange() }
        let result = await self.writer(ledger).write([.sample(1)])
        #expect(result.failure?.code == .storeUnavailable)
        #expect(result.failure?.cause is Strange)
    }
}
