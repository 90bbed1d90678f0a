/// Finds the events that recorders numbered and that a ledger does not hold.
///
/// A recorder with a ``SourceSequence`` numbers its events. Whoever walks the ledger sees which
/// numbers of which source are missing; one that arrives late fills its gap. Memory is bounded by
/// the number of sources and of gaps, not by the number of events.
///
/// What a source sent last and has not arrived cannot be told from what it never sent. Numbers
/// are believed as the holder of the ingest token stated them.
public struct SourceGaps: Sendable {
    /// The most sources that are told apart.
    public static let sourceLimit = 10_000
    /// The most gaps that are kept of one source; older ones are only counted.
    public static let gapLimit = 1_000

    private var tallies: [String: SourceTally] = [:]
    private var nextIndex: UInt64
    private var removed: UInt64 = 0
    /// Events of further sources, which were not looked at.
    public private(set) var untold: UInt64 = 0

    /// Nothing seen yet of a ledger that is walked from `index` on.
    public init(from index: UInt64 = 0) {
        self.nextIndex = index
    }

    /// Takes in the next row of the ledger.
    public mutating func add(_ event: SealedEvent) {
        // Rows that are left out were pruned.
        self.removed += event.index - min(self.nextIndex, event.index)
        self.nextIndex = event.index + 1
        switch event.sections.where {
        case nil: return
        case .erased: self.removed += 1
        case .sealed(let text, _):
            guard let found = SourceNumber(of: text), found.number > 0 else { return }
            self.add(found, of: event)
        }
    }

    private mutating func add(_ found: SourceNumber, of event: SealedEvent) {
        guard self.tallies[found.source] != nil || self.tallies.count < Self.sourceLimit else {
            self.untold += 1
            return
        }
        self.tallies[found.source, default: SourceTally(limit: Self.gapLimit)].add(
            SourceTally.Arrival(
                number: found.number,
                mark: SourceGap.Mark(index: event.index, recordedAt: event.recordedAt),
                removedBefore: self.removed
            )
        )
    }

    /// What is known of each source, by name.
    public var reports: [SourceReport] {
        self.tallies.map { $1.report(on: $0) }.sorted { $0.source < $1.source }
    }
}

extension SourceGaps {
    /// Walks the whole ledger of a tenant, a thousand rows at a time.
    ///
    /// - Throws: ``TrailError`` where the ledger cannot be read.
    public static func find(in ledger: any Ledger, of tenant: TenantID) async throws -> SourceGaps {
        var gaps = SourceGaps()
        guard let head = try await ledger.head(of: tenant) else { return gaps }
        var from: UInt64? = 0
        while let start = from {
            let page = try await ledger.entries(
                EntriesRequest(tenant: tenant, from: start, upTo: head.size)
            )
            for entry in page.entries {
                gaps.add(entry.event)
            }
            from = page.next
        }
        return gaps
    }
}
