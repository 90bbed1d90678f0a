import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct EventRecorderLossTests {
    private func record(_ folder: TemporaryFolder, _ name: String) throws -> sending LossRecord {
        try LossRecord(path: folder.path(name), now: Timestamp(microseconds: 99))
    }

    /// The record as the next start finds it; waits for the task that ran the recorder before,
    /// which may hold the file's lock for a moment longer.
    private func reopened(_ folder: TemporaryFolder) async throws -> sending LossRecord {
        let end = ContinuousClock.now + .seconds(10)
        while true {
            do {
                return try self.record(folder, "losses")
            } catch let error as TrailError where error.code == .alreadyServed {
                guard ContinuousClock.now < end else { throw error }
                try await Task.sleep(for: .milliseconds(1))
            }
        }
    }

    @Test func `after a kill the next start says how many events are missing`() async throws {
        let folder = TemporaryFolder()
        do {
            let fixture = RecorderFixture(losses: try self.record(folder, "losses"))
            for number in 0..<12 {
                fixture.recorder.record(.sample(number))
            }
            // The recorder goes without having run: as a kill leaves it.
        }
        let told = try await self.start(folder) { fixture in
            try await eventually { !fixture.ledger.lossEvents.isEmpty }
            fixture.recorder.record(.sample(50))
        }
        let event = try #require(told.first)
        #expect(event.header.kind == .system)
        #expect(event.header.action.name == "recording.events_lost")
        #expect(event.header.outcome == .failure)
        let what = String(decoding: event.sections.what?.text ?? [], as: UTF8.self)
        #expect(what.contains(#""count":12"#))
        #expect(what.contains(#""reason":"crashed""#))
        #expect(!what.contains("in_doubt"))
        // Told once: a third start has nothing to say.
        #expect(try await self.start(folder) { _ in }.isEmpty)
    }

    /// What a recorder with the record of `folder` seals from its start to its end.
    private func start(
        _ folder: TemporaryFolder,
        _ body: @escaping @Sendable (RecorderFixture) async throws -> Void
    ) async throws -> [EncodedEvent] {
        let fixture = RecorderFixture(losses: try await self.reopened(folder))
        try await fixture.run { try await body(fixture) }
        return fixture.ledger.sealed
    }

    @Test func `what was being written at a kill is in doubt`() async throws {
        let folder = TemporaryFolder()
        do {
            let gate = Gate()
            let fixture = RecorderFixture(
                ScriptedLedger { attempt, _ in if attempt == 2 { await gate.pass() } },
                losses: try self.record(folder, "losses")
            ) { $0.batch.events = 2 }
            try await fixture.run {
                for number in 0..<7 {
                    fixture.recorder.record(.sample(number))
                }
                try await eventually { gate.arrivals == 1 }
                // The file as a kill would leave it at this moment.
                try folder.write(folder.bytes("losses"), "copy")
                gate.open()
            }
        }
        let time = FixedClock().time
        #expect(
            try self.record(folder, "copy").carried.losses == [
                .crashed: Loss(count: 5, inDoubt: 2, from: time, to: time)
            ]
        )
        let carried = try await self.reopened(folder).carried
        #expect(carried == LossTally(), "the recorder itself lost nothing")
    }

    @Test func `callers who wait are not counted as lost`() async throws {
        let folder = TemporaryFolder()
        let gate = Gate()
        let fixture = RecorderFixture(
            ScriptedLedger { _, _ in await gate.pass() },
            losses: try self.record(folder, "losses")
        )
        try await fixture.run {
            async let receipt = fixture.recorder.recordDurably(.sample(1))
            try await eventually { gate.arrivals == 1 }
            try folder.write(folder.bytes("losses"), "copy")
            gate.open()
            _ = try await receipt
        }
        #expect(try self.record(folder, "copy").carried == LossTally())
    }

    @Test func `a loss at the end is told at the next start`() async throws {
        let folder = TemporaryFolder()
        do {
            let fixture = RecorderFixture(
                ScriptedLedger { _, _ in throw TrailError(.storeUnavailable, "away") },
                losses: try self.record(folder, "losses")
            ) { $0.patience = .milliseconds(1) }
            try await fixture.run {
                fixture.recorder.record(.sample(1))
            }
            fixture.recorder.record(.sample(2))
        }
        let carried = try await self.reopened(folder).carried
        #expect(carried.losses[.closed]?.count == 2)
        #expect(carried.losses.count == 1)
    }

    @Test func `losses that could not be told are told later`() async throws {
        let folder = TemporaryFolder()
        do {
            let fixture = RecorderFixture(losses: try self.record(folder, "losses"))
            fixture.recorder.record(.sample(1))
        }
        let fixture = RecorderFixture(
            ScriptedLedger { attempt, _ in
                if attempt < 4 { throw TrailError(.storeUnavailable, "away") }
            },
            losses: try await self.reopened(folder)
        )
        try await fixture.run {
            fixture.recorder.record(.sample(2))
            try await eventually { fixture.ledger.sealed.count == 2 }
        }
        #expect(fixture.ledger.sealed.map(\.header.kind) == [.system, .page])
    }

    @Test func `a store that refuses to be told of losses does not keep the recorder from ending`()
        async throws
    {
        let folder = TemporaryFolder()
        do {
            let fixture = RecorderFixture(
                ScriptedLedger { _, _ in throw TrailError(.unstorable, "refused") },
                losses: try self.record(folder, "losses"),
                keepsDeadLetters: false
            )
            try await fixture.run { fixture.recorder.record(.sample(1)) }
            #expect(fixture.ledger.attempts.count < 10)
        }
        let carried = try await self.reopened(folder).carried
        #expect(carried.losses[.invalid]?.count == 1)
    }
}
