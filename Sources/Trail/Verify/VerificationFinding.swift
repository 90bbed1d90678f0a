/// Something that is not as it was sealed.
public struct VerificationFinding: Sendable, Hashable {
    /// What was found.
    public enum What: Sendable, Hashable {
        /// The row does not hash to its leaf: its header, a section, a salt or its time of
        /// recording was changed.
        case edited
        /// A column that exists only to find the event is not what the event says.
        case editedColumn(String)
        /// A column that exists only to find the event is empty, and the event says something there.
        case emptyColumn(String)
        /// The row is gone, and no recorded removal lists it.
        case missing
        /// A section is gone, and no recorded removal lists it.
        case missingSection(SectionName)
        /// The row was not sealed here: it lies beyond the head, or where a row was removed.
        case inserted
        /// The row is that of another place.
        case reordered(belongsAt: UInt64)
        /// The ledger ends too early: all rows from here on are gone, or fewer events are left
        /// than were signed.
        case truncated
        /// The tree is not a continuation of one that was signed or is trusted.
        case forked(size: UInt64)
        /// The head is not signed by a known key, or what is signed is not this tree.
        case badSignature
        /// A recorded removal that no sealed event commits to.
        case forgedRemoval
        /// Hashes of the tree do not lead to the signed root; of this tile, or of no certain one.
        case treeDamaged(level: Int, tile: UInt64)
        /// The root that follows from the leaves is not the signed one.
        case rootMismatch
        /// The row stands in another place than the order in which it was recorded.
        case misplaced
        /// What is kept beside the events does not fit them, as the text says: lists may miss
        /// some, and counts may be wrong.
        case wrongFigures(String)
        /// An index of this name hides events from lists, or could.
        case wrongIndex(String, IndexFault)
        /// A table is not as the store makes it, as the text says.
        case alteredTable(String)
        /// The ledger is stored under another name or public key than those it is signed by.
        case wrongIdentity
        /// The event was recorded before the one in front of it, or after the head.
        case timeDisordered
    }

    /// What is wrong with an index.
    public enum IndexFault: Sendable, Hashable {
        /// There is none.
        case missing
        /// It is defined otherwise: over other columns, or for some of the rows only.
        case altered
        /// The store never makes it.
        case foreign
        /// Its entries are not those that the rows give.
        case unfit
    }

    /// The place in the ledger; `nil` where it is about the ledger as a whole.
    public let index: UInt64?
    /// The event's id, where its row is there to tell.
    public let id: EventID?
    /// What was found.
    public let what: What

    /// A finding.
    public init(index: UInt64?, id: EventID? = nil, what: What) {
        self.index = index
        self.id = id
        self.what = what
    }
}

extension VerificationFinding.What {
    /// Whether it is about what is derived from the events alone, and can be made anew from them
    /// where they are intact; otherwise it is about what was sealed.
    public var isAboutDerivedData: Bool {
        switch self {
        case .emptyColumn, .wrongFigures, .wrongIndex: true
        case .treeDamaged(let level, _): level > 0
        default: false
        }
    }

    /// Whether it is that something is not found, which an index may hide.
    var isAboutAbsence: Bool {
        switch self {
        case .missing, .truncated, .forgedRemoval: true
        default: false
        }
    }

    /// Whether it is about how the store keeps everything; there are never many of these.
    var isAboutStructure: Bool {
        switch self {
        case .wrongIndex, .alteredTable, .wrongIdentity: true
        default: false
        }
    }
}

extension VerificationFinding: CustomStringConvertible {
    /// A sentence for an operator, without any payload.
    public var description: String {
        var place = self.index.map { "event \($0)" } ?? "ledger"
        if let id = self.id { place += " (\(id))" }
        return "\(place): \(self.what)"
    }
}

extension VerificationFinding.What: CustomStringConvertible {
    /// What was found, in words.
    public var description: String {
        switch self {
        case .edited: "edited"
        case .editedColumn(let name): "edited: column \(name) is not what the event says"
        case .emptyColumn(let name): "column \(name) is empty and should not be"
        case .missing: "missing, and no recorded removal lists it"
        case .missingSection(let name):
            "section \(name.rawValue) is missing, and no recorded removal lists it"
        case .inserted: "inserted: it was not sealed here"
        case .reordered(let place): "reordered: it was sealed as event \(place)"
        case .truncated: "truncated: everything from here on is gone"
        case .forked(let size): "forked: does not continue the tree of \(size) events"
        case .badSignature: "the head is not signed by a known key"
        case .forgedRemoval: "forged removal: no sealed event commits to it"
        case .treeDamaged(let level, let tile): "tile \(tile) of level \(level) is damaged"
        case .rootMismatch: "the tree does not have the signed root"
        case .misplaced: "misplaced: its row is not where it was written"
        case .wrongFigures(let what): "what is kept beside the events is wrong: \(what)"
        case .timeDisordered: "its time of recording is out of order"
        case .wrongIndex(let name, let fault): "the index \(name) \(fault)"
        case .alteredTable(let what): "the store was altered: \(what)"
        case .wrongIdentity: "it is stored under another name or key than those it is signed by"
        }
    }
}

extension VerificationFinding.IndexFault: CustomStringConvertible {
    /// What is wrong, to be read behind the index's name.
    public var description: String {
        switch self {
        case .missing: "is missing"
        case .altered: "is not defined as Trail defines it"
        case .foreign: "is none of Trail's"
        case .unfit: "does not fit the rows: what is found by it may lack some"
        }
    }
}
