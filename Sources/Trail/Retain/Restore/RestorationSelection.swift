package import MerkleLog

/// Decides, event by event and in ledger order, what a restoration brings back.
///
/// Pure: a store shows it the events of the archive and what is in their places, and does what it
/// says.
package struct RestorationSelection: Sendable {
    /// What a store has of an event of the archive.
    package struct Place: Sendable {
        /// The leaf of its index; `nil` where the tree has none.
        package var leaf: Hash?
        /// Whether its row is there.
        package var isPresent: Bool
        /// Whether another row has its id.
        package var isIDTaken: Bool

        /// What a store has.
        package init(leaf: Hash?, isPresent: Bool, isIDTaken: Bool) {
            self.leaf = leaf
            self.isPresent = isPresent
            self.isIDTaken = isIDTaken
        }
    }

    /// What is to be brought back.
    package let request: RestorationRequest
    /// What comes back.
    package private(set) var list = RemovalList()
    /// The sections that are erased from the archive without a record in the ledger.
    package private(set) var lost = RemovalList()
    /// What it comes to.
    package private(set) var result = RestorationResult()
    /// How many of each kind come back.
    package private(set) var kinds: [Event.Kind: Int] = [:]
    private let removed: RemovalCoverage

    /// A selection of nothing yet.
    ///
    /// - Parameters:
    ///   - request: What is to be brought back.
    ///   - removals: All removals that the ledger has recorded.
    /// - Throws: ``TrailError`` `ledgerDamaged` for a list that cannot be read: what was erased is
    ///   not known, so nothing may come back.
    package init(
        _ request: RestorationRequest,
        removals: [Removal]
    ) throws(TrailError) {
        self.request = request
        var lists: [RemovalList] = []
        for removal in removals { lists.append(try RemovalList(bytes: removal.list)) }
        self.removed = RemovalCoverage(lists)
    }

    /// Takes an event of the archive in.
    ///
    /// - Throws: ``TrailError`` `ledgerDamaged` for an event that is not the one of the ledger.
    package mutating func consider(_ event: SealedEvent, _ place: Place) throws(TrailError) {
        guard place.leaf == event.leaf, event.header.tenant == self.request.tenant else {
            throw TrailError(
                .ledgerDamaged,
                "Event \(event.index) of the archive is not what was sealed in its place in the "
                    + "ledger. Nothing is brought back."
            )
        }
        guard !place.isPresent else {
            self.result.present += 1
            return
        }
        guard !place.isIDTaken else {
            self.result.conflicts += 1
            return
        }
        self.list.append(event.index, .row)
        self.result.count += 1
        self.kinds[event.header.kind, default: 0] += 1
        let erased = Self.erasedParts(of: self.restored(event))
        if !erased.isEmpty { self.result.incomplete += 1 }
        let lost = erased.subtracting(self.removed.parts(at: event.index))
        if !lost.isEmpty { self.lost.append(event.index, lost) }
    }

    /// An event as it comes back: without what a recorded erasure took from it.
    package func restored(_ event: SealedEvent) -> SealedEvent {
        let removed = self.removed.parts(at: event.index)
        var sections = event.sections
        for name in SectionName.allCases where removed.contains(RemovalList.Parts(name)) {
            sections[name] = sections[name].map { .erased(digest: $0.digest(as: name)) }
        }
        return event.with(sections)
    }

    /// Of events of the archive those that come back, as they do.
    ///
    /// - Throws: ``ArchiveError`` `altered` for an event that is not as it was when the selection
    ///   was made: somebody has erased from the archive meanwhile.
    package func chosen(_ events: [SealedEvent]) throws(ArchiveError) -> [SealedEvent] {
        var chosen: [SealedEvent] = []
        for event in events where !self.list.parts(at: event.index).isEmpty {
            let restored = self.restored(event)
            let known = self.removed.parts(at: event.index).union(self.lost.parts(at: event.index))
            guard Self.erasedParts(of: restored).isSubset(of: known) else { throw .altered }
            chosen.append(restored)
        }
        return chosen
    }

    private static func erasedParts(of event: SealedEvent) -> RemovalList.Parts {
        var parts: RemovalList.Parts = []
        for name in SectionName.allCases {
            if case .erased = event.sections[name] { parts.insert(RemovalList.Parts(name)) }
        }
        return parts
    }
}
