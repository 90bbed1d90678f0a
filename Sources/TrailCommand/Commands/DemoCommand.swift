import ArgumentParser
import Trail
import TrailSQLite
import TrailTesting

/// `trail demo`: fills a store with an invented history.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Fills the store with an invented, repeatable history of all kinds.",
        discussion: """
            The same number of events, days and seed give the same history, ending now. The
            ledger is sealed as if it had been recorded then; into one that has events
            already, times of more than 7 days ago are moved up, as for any late event.

            Example:
              trail demo --events 100000 --days 30 --seed 1 --store-url sqlite:demo.sqlite
            """
    )

    @Option(help: "How many events.")
    var events = 100_000

    @Option(help: "Over how many days.")
    var days = 30

    @Option(help: "Another seed gives another history.")
    var seed: UInt64 = 1

    @Option(help: "The tenant whose ledger gets it.")
    var tenant: String?

    /// In how many batches the events are recorded at least, where there are as many.
    private static let batches = 400

    func validate() throws {
        guard self.events > 0, self.days > 0 else {
            throw ValidationError("--events and --days must be at least 1")
        }
        guard self.days <= 3_650 else {
            throw ValidationError("--days must be at most 3650")
        }
    }

    func run() async throws {
        let settings = try await CommandSettings.load()
        let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
        // Goes through the days of the history, so that every event is recorded when it occurred.
        let clock = ManualClock(.now())
        let opened = try await OpenStore(settings, role: .tool, clock: clock)
        let ledgers = try await opened.ledgers()
        // What is recorded later is recorded behind what is there.
        let latest = try await ledgers.head(of: tenant)?.recordedAt
        let history = DemoHistory(
            events: self.events,
            days: self.days,
            seed: self.seed,
            until: .now()
        )
        let progress = ProgressLine("recording")
        // A batch is recorded at one time, so that of a small history spans a small part of it.
        let step = Duration.seconds(self.days * 86_400 / Self.batches)
        var batch: [EncodedEvent] = []
        var begin: Timestamp?
        var done = 0
        for draft in history {
            let event = try Event(draft, tenant: tenant, now: draft.occurredAt ?? .now())
            let start = begin ?? event.occurredAt
            begin = start
            batch.append(EncodedEvent(event, stated: []))
            guard batch.count == 1_000 || event.occurredAt.duration(since: start) >= step else {
                continue
            }
            begin = nil
            clock.set(to: max(event.occurredAt, latest ?? event.occurredAt))
            done += try await Self.append(&batch, to: ledgers)
            progress.update(UInt64(done), of: UInt64(self.events))
        }
        clock.set(to: .now())
        done += try await Self.append(&batch, to: ledgers)
        progress.finish()
        try opened.memory.flush()
        Output.note("recorded \(done) events")
    }

    private static func append(
        _ batch: inout [EncodedEvent],
        to store: any Ledger
    ) async throws -> Int {
        guard !batch.isEmpty else { return 0 }
        defer { batch.removeAll(keepingCapacity: true) }
        return try await store.append(AppendRequest(batch)).outcomes.count
    }
}
