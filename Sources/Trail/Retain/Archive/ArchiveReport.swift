public import MerkleLog

/// What the verification of an archive came to.
public struct ArchiveReport: Sendable {
    /// Whose events; `nil` where even the first line cannot be read.
    public internal(set) var tenant: TenantID?
    /// The size of the tree that its checkpoint signs; 0 where it was not followed to the end.
    public internal(set) var size: UInt64 = 0
    /// The root of that tree.
    public internal(set) var root = Hash.emptyTree
    /// The SHA-256 of the file; `nil` where it was not read to the end.
    ///
    /// The sealed record of the removal has it, too, unless something was erased from the archive.
    public internal(set) var hash: Hash?
    /// Lines that were read.
    public internal(set) var lines: UInt64 = 0
    /// Events in it.
    public internal(set) var events: UInt64 = 0
    /// The ledger indexes of the first and the last of them.
    public internal(set) var indices: ClosedRange<UInt64>?
    /// Events that lack a section that was erased.
    public internal(set) var erasedEvents: UInt64 = 0
    /// Sections that were erased.
    public internal(set) var erasedSections: UInt64 = 0
    /// Events that have the leaf that the store's own ledger has in their place.
    public internal(set) var compared: UInt64 = 0
    /// What is not as it was sealed, in the order of lines; the first ones, if there are very many.
    public internal(set) var findings: [ArchiveFinding] = []
    /// How many findings there are in all.
    public internal(set) var findingCount: UInt64 = 0

    /// Whether everything is as it was sealed.
    public var isIntact: Bool { self.findingCount == 0 }

    mutating func add(_ event: SealedEvent) {
        self.events += 1
        self.indices = (self.indices?.lowerBound ?? event.index)...event.index
        var erased: UInt64 = 0
        for name in SectionName.allCases {
            if case .erased = event.sections[name] { erased += 1 }
        }
        self.erasedSections += erased
        if erased > 0 { self.erasedEvents += 1 }
    }
}

/// Something in an archive that is not as it was sealed.
public struct ArchiveFinding: Sendable, Hashable, CustomStringConvertible {
    /// What was found.
    public enum What: Sendable, Hashable {
        /// The line, or the archive as a whole, is not what an archive has there.
        case invalid(ArchiveError)
        /// The event does not hash to the leaf that the ledger has in its place.
        case otherLeaf
        /// The ledger does not continue the tree of the checkpoint.
        case otherTree
    }

    /// The line, from 1; `nil` where it is about the archive as a whole.
    public let line: UInt64?
    /// The place of the event in the ledger, where it is about one.
    public let index: UInt64?
    /// The event's id as the line says it, where it is about one.
    public let id: EventID?
    /// What was found.
    public let what: What

    init(line: UInt64?, index: UInt64? = nil, id: EventID? = nil, what: What) {
        self.line = line
        self.index = index
        self.id = id
        self.what = what
    }

    /// A sentence for an operator, without any payload.
    public var description: String {
        let place = self.line.map { "line \($0): " } ?? ""
        switch self.what {
        case .invalid(let error): return place + error.description
        case .otherLeaf:
            let event = self.index.map { "event \($0)" } ?? "the event"
            let id = self.id.map { " (\($0))" } ?? ""
            return "\(place)\(event)\(id) is not what was sealed in its place in the ledger"
        case .otherTree:
            return "\(place)the ledger does not continue the tree of the archive's checkpoint"
        }
    }
}
