internal import GRDB
internal import MerkleLog
internal import Trail

/// One append within its transaction: looks up ids, seals, and writes rows, tiles, figures, head.
struct BatchWriter {
    private let database: Database
    private let sealer: Sealer
    private let work: AppendWork
    /// Whether to look up ids that callers did not state, too: an insert has met one of them.
    private let looksUpAll: Bool

    private var outcomes: [AppendResult.Outcome?]
    private var batches: [SealedBatch] = []

    init(_ work: AppendWork, _ database: Database, _ sealer: Sealer, looksUpAll: Bool) {
        self.work = work
        self.database = database
        self.sealer = sealer
        self.looksUpAll = looksUpAll
        self.outcomes = Array(repeating: nil, count: work.events.count)
    }

    /// Appends everything; the caller commits.
    mutating func run(_ state: inout WriterState) throws -> AppendResult {
        for part in self.work.parts {
            let ledger = try state.ledger(of: part.tenant, self.database, self.sealer)
            let sorted = try self.sort(part, ledger)
            guard !sorted.fresh.isEmpty else { continue }
            let events =
                sorted.fresh.count == self.work.events.count
                ? self.work.events : sorted.fresh.map { self.work.events[$0] }
            let batch = try self.sealer.seal(events, onto: ledger.head)
            let number =
                try ledger.number
                ?? StoredLedger.create(ledger.head, self.database, self.sealer)
            try self.store(batch, places: sorted.fresh, tenant: number, &state)
            state.advance(part.tenant, number: number, to: batch.head)
            self.settle(sorted, batch)
        }
        let outcomes = zip(self.work.events, self.outcomes).map { event, outcome in
            outcome ?? .conflict(event.header.id)
        }
        return AppendResult(outcomes: outcomes, batches: self.batches)
    }

    /// Places in the request, by what is to be done with the events there.
    private struct Sorted {
        /// To be sealed.
        var fresh: [Int] = []
        /// Of an id that a fresh event of the same request has, too.
        var repeated: [(place: Int, first: Int)] = []
    }

    private mutating func sort(_ part: AppendWork.Part, _ ledger: WriterState.Ledger) throws
        -> Sorted
    {
        var sorted = Sorted()
        sorted.fresh.reserveCapacity(part.places.count)
        var firstOffsets: [EventID: Int] = [:]
        var known: KnownIDs?
        for place in part.places {
            let event = self.work.events[place]
            guard self.looksUpAll || event.stated.contains(.id) else {
                sorted.fresh.append(place)
                continue
            }
            if let first = firstOffsets[event.header.id] {
                sorted.repeated.append((place, first))
                continue
            }
            if known == nil, let number = ledger.number {
                known = try KnownIDs(tenant: number, ledger.head, self.database)
            }
            if let outcome = try known?.outcome(of: event) {
                self.outcomes[place] = outcome
                continue
            }
            firstOffsets[event.header.id] = sorted.fresh.count
            sorted.fresh.append(place)
        }
        return sorted
    }

    private func store(
        _ batch: SealedBatch,
        places: [Int],
        tenant: Int64,
        _ state: inout WriterState
    ) throws {
        var insert = try EventInsert(self.database)
        var tally = BatchTally()
        for (event, place) in zip(batch.events, places) {
            var columns = self.work.columns[place]
            columns.time = event.time.microseconds
            try insert.run(event, columns, tenant: tenant, sequence: state.nextSequence)
            tally.add(event, columns, sequence: state.nextSequence)
            state.nextSequence += 1
        }
        try self.storeTiles(of: batch, tenant: tenant)
        try tally.write(tenant, self.database)
        try StoredLedger.update(tenant, to: batch.head, self.database)
    }

    private func storeTiles(of batch: SealedBatch, tenant: Int64) throws {
        let tiles = TileTable(tenant: tenant, database: self.database)
        do {
            try tiles.insert(batch.fullTiles(roots: tiles.roots))
        } catch let error as TileError {
            throw TrailError(
                .ledgerDamaged,
                "The tree of \(batch.head.tenant) lacks tiles, or has others than its head says.",
                cause: error
            )
        }
    }

    private mutating func settle(_ sorted: Sorted, _ batch: SealedBatch) {
        for (event, place) in zip(batch.events, sorted.fresh) {
            self.outcomes[place] = .sealed(event.receipt)
        }
        for (place, first) in sorted.repeated {
            let event = self.work.events[place]
            let sealed = batch.events[first]
            self.outcomes[place] =
                event.repeats(sealed.header, sealed.sections)
                ? .repeated(sealed.receipt) : .conflict(event.header.id)
        }
        self.batches.append(batch)
    }
}

extension SealedEvent {
    /// The receipt of the event once it is on disk.
    fileprivate var receipt: Receipt {
        .durable(self.header.id, index: self.index, leaf: self.leaf)
    }
}
