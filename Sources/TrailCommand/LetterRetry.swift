import Trail
import TrailSQLite

/// Seals dead letters after all, and removes those that are sealed.
///
/// Whoever is interrupted tries again: an event is known by its id, so one that was sealed before
/// its letter was removed is not sealed twice. A server may record meanwhile.
struct LetterRetry {
    /// What became of a letter.
    enum Outcome {
        /// Its event is in the ledger, and the letter is gone.
        case sealed(Receipt)
        /// Its event was in the ledger already, and the letter is gone.
        case repeated(Receipt)
        /// It is as it was, for this reason.
        case kept(String)
    }

    private let store: SQLiteEventStore
    private let ledgers: any LedgerWriter
    /// Ledgers that could not be written to, and why; what else is for them is not even tried.
    private var closed: [TenantID: String] = [:]
    /// Letters that somebody removed while their events were sealed.
    private(set) var overtaken: [EventID] = []

    init(_ store: SQLiteEventStore, _ ledgers: any LedgerWriter) {
        self.store = store
        self.ledgers = ledgers
    }

    /// Tries letters again.
    ///
    /// - Returns: What became of each, in their order.
    /// - Throws: ``CommandFailure`` while an erasure is under way, whose letters must not come
    ///   back; what removing throws.
    mutating func run(_ letters: [KeptLetter]) async throws -> [Outcome] {
        guard try await self.store.erasures().allSatisfy({ $0.finishedAt != nil }) else {
            throw CommandFailure(
                "an erasure is under way, or was interrupted and goes on at the next start of the "
                    + "server; try again when it is done"
            )
        }
        var outcomes = [Outcome?](repeating: nil, count: letters.count)
        let places = Dictionary(grouping: letters.indices) { place in
            letters[place].letter.event.header.tenant
        }
        for (tenant, places) in places.sorted(by: { $0.key < $1.key }) {
            let events = places.map { letters[$0].letter.event }
            for (place, outcome) in zip(places, try await self.append(events, to: tenant)) {
                outcomes[place] = outcome
                try await self.remove(letters[place], after: outcome)
            }
        }
        return outcomes.map { $0 ?? .kept("it was not tried") }
    }

    private mutating func append(
        _ events: [EncodedEvent],
        to tenant: TenantID
    ) async throws -> [Outcome] {
        if let sentence = self.closed[tenant] { return events.map { _ in .kept(sentence) } }
        do {
            let result = try await self.ledgers.append(AppendRequest(events))
            if let failure = result.failure { self.closed[tenant] = failure.message }
            let outcomes = result.outcomes.map { Outcome($0) }
            let rest = events.dropFirst(outcomes.count)
            return outcomes + rest.map { _ in .kept(result.failure?.message ?? "") }
        } catch let error as TrailError where error.code == .unstorable && events.count > 1 {
            var outcomes: [Outcome] = []
            for event in events { outcomes += try await self.append([event], to: tenant) }
            return outcomes
        } catch let error as TrailError {
            if error.code != .unstorable { self.closed[tenant] = error.message }
            return events.map { _ in .kept(error.message) }
        }
    }

    private mutating func remove(_ kept: KeptLetter, after outcome: Outcome) async throws {
        if case .kept = outcome { return }
        let wasThere = try await self.store.removeLetter(kept)
        guard case .sealed = outcome, !wasThere else { return }
        self.overtaken.append(kept.letter.event.header.id)
    }
}

extension LetterRetry.Outcome {
    /// What a ledger has said of an event.
    fileprivate init(_ outcome: AppendResult.Outcome) {
        switch outcome {
        case .sealed(let receipt): self = .sealed(receipt)
        case .repeated(let receipt): self = .repeated(receipt)
        case .conflict: self = .kept("the ledger has another event with this id")
        case .refused(_, let reason): self = .kept(reason)
        }
    }
}
