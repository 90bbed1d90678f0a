public import MerkleLog

/// One section of an event as it was sealed, or what erasure left of it.
public enum Section: Sendable, Hashable {
    /// The RFC 8785 canonical JSON of the section, and its salt.
    case sealed(text: [UInt8], salt: Salt)
    /// The section was erased; its digest stays, so that the leaf can still be recomputed.
    case erased(digest: Hash)

    /// The canonical JSON; `nil` once erased.
    public var text: [UInt8]? {
        guard case .sealed(let text, _) = self else { return nil }
        return text
    }

    /// What the leaf commits to:
    /// `SHA-256("trail/v1/" + name + 0x00 + salt + canonical JSON)`.
    public func digest(as name: SectionName) -> Hash {
        switch self {
        case .sealed(let text, let salt): SectionDigest.of(text, as: name, salt: salt)
        case .erased(let digest): digest
        }
    }
}

/// The sections of an event; one that says nothing is absent.
public struct Sections: Sendable, Hashable {
    /// The actor and the credential.
    public var who: Section?
    /// The client and the request.
    public var `where`: Section?
    /// Targets, changes, detail and metadata.
    public var what: Section?

    /// The given sections.
    public init(who: Section? = nil, where: Section? = nil, what: Section? = nil) {
        self.who = who
        self.where = `where`
        self.what = what
    }

    /// How many bytes of text there are.
    package var byteCount: Int {
        (self.who?.text?.count ?? 0) + (self.where?.text?.count ?? 0)
            + (self.what?.text?.count ?? 0)
    }

    /// The section called `name`.
    public subscript(name: SectionName) -> Section? {
        get {
            switch name {
            case .who: self.who
            case .where: self.where
            case .what: self.what
            }
        }
        set {
            switch name {
            case .who: self.who = newValue
            case .where: self.where = newValue
            case .what: self.what = newValue
            }
        }
    }
}
