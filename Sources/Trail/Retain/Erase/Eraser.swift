public import Logging

/// Erases what a log says about a person, or about what a question finds.
///
/// In steps of which each is durable before the next: the order; the sections, under sealed records
/// of their removal; what is kept beside the ledger; the name of whom it is about; what is left of
/// all that in free room; a sealed event that says what was done, and not to whom. One that is
/// interrupted is finished by the next, or by ``finishInterrupted()``, and tells the same figures as
/// if nothing had been. One erasure at a time runs on a store, in whatever process.
public final class Eraser: Sendable {
    /// What no erasure reaches, in sentences.
    public static let beyondReach = [
        "Ids, kinds, times, actions and outcomes of the events stay, and so do their proofs.",
        "Backups and copies of the files, and blocks that the file system or the disk has kept.",
        "What was exported, streamed, logged or sent to another program or server.",
    ]

    /// What an erasure by actor does not look for, in a sentence.
    public static let mentions =
        "Events of others that mention them: erase those by a filter, such as search."

    let ledger: any EventStore
    let state: any ErasureStore & HoldStore
    let places: [any ErasurePlace]
    let clock: any WallClock
    let logger: Logger

    /// An eraser.
    ///
    /// - Parameters:
    ///   - ledger: The events; its store looks at legal holds itself.
    ///   - state: Keeps erasures, and is the first of the places.
    ///   - places: Where something may be kept besides.
    ///   - clock: The time.
    ///   - logger: Hears of what no caller hears of.
    public init(
        ledger: any EventStore,
        state: any ErasureStore & HoldStore,
        places: [any ErasurePlace] = [],
        clock: any WallClock,
        logger: Logger
    ) {
        self.ledger = ledger
        self.state = state
        self.places = [state] + places
        self.clock = clock
        self.logger = logger
    }

    /// What an erasure would come to; nothing is changed.
    ///
    /// - Throws: ``ParameterErrors`` for filters that are wrong; what the stores throw.
    public func preview(
        _ subject: ErasureSubject,
        _ order: Erasure.Order
    ) async throws -> Erasure.Outcome {
        var outcome = Erasure.Outcome()
        var request = try self.request(subject, order)
        request.manner.isDryRun = true
        outcome.add(try await self.ledger.remove(request))
        try await self.countBeside(subject, order, &outcome)
        outcome.add(unreached: Self.beyondReach)
        return outcome
    }

    /// How many of the events that it would touch are `actor`'s own acts.
    ///
    /// - Throws: As ``preview(_:_:)`` does.
    public func ownActs(
        of actor: String,
        _ subject: ErasureSubject,
        _ order: Erasure.Order
    ) async throws -> Int {
        var request = try self.request(subject, order)
        request.query.filters += [
            EventFilter(.actorID, .equals(actor)), EventFilter(.actorIsVerified, .flag(true)),
        ]
        request.manner.isDryRun = true
        let result = try await self.ledger.remove(request)
        return result.count + result.held
    }

    /// Erases.
    ///
    /// - Returns: What was done.
    /// - Throws: ``TrailError`` `held` where a legal hold covers any of it and the order does not
    ///   leave that out, `underWay` while another erasure is under way, here or in another process;
    ///   ``ParameterErrors``; what the stores throw. What was begun then is finished later.
    public func erase(
        _ subject: ErasureSubject,
        _ order: Erasure.Order
    ) async throws -> Erasure {
        try await self.alone {
            try await self.finishAll()
            if !order.skipsHeld {
                var request = try self.request(subject, order)
                request.manner.isDryRun = true
                request.manner.refusesHeld = true
                _ = try await self.ledger.remove(request)
            }
            let now = self.clock.now()
            let id = EventID.random(at: now)
            let erasure = Erasure(id: id, order: order, createdAt: now, subject: subject)
            try await self.state.keep(erasure)
            return try await self.carryOut(erasure)
        }
    }

    /// Finishes what was begun and is at a standstill: its process has ended, or it failed.
    ///
    /// - Returns: How many erasures that were.
    /// - Throws: As ``erase(_:_:)`` does; `underWay` where somebody is just at it.
    @discardableResult
    public func finishInterrupted() async throws -> Int {
        guard try await !self.unfinished().isEmpty else { return 0 }
        return try await self.alone { try await self.finishAll() }
    }

    private func alone<Value>(_ body: () async throws -> Value) async throws -> Value {
        guard let lease = try await self.state.leaseErasure() else {
            throw TrailError(.underWay, "An erasure is under way, here or in another process.")
        }
        defer { lease.end() }
        return try await body()
    }

    private func unfinished() async throws -> [Erasure] {
        try await self.state.erasures().filter { $0.finishedAt == nil }
    }

    @discardableResult
    private func finishAll() async throws -> Int {
        let pending = try await self.unfinished()
        for erasure in pending.reversed() {
            _ = try await self.carryOut(erasure)
            self.logger.notice(
                "interrupted erasure is finished",
                metadata: ["trail.erasure": "\(erasure.id)"]
            )
        }
        return pending.count
    }
}
