internal import MerkleLog
internal import Trail

/// Salts and digests of an event's sections as the two columns beside the texts hold them.
///
/// `salts`: sixteen bytes for each section whose text is there, in the order who, where, what.
/// `erased`: for each section that was erased its letter (`o`, `e`, `a`: the third of its name)
/// and its digest.
struct StoredSections {
    /// The most bytes that both columns have.
    static let maximumByteCount =
        SectionName.allCases.count * (Salt.byteCount + 1 + Hash.byteCount)

    private(set) var salts: [UInt8] = []
    private(set) var erased: [UInt8] = []

    /// The columns for `sections`.
    init(_ sections: Sections) {
        self.salts.reserveCapacity(SectionName.allCases.count * Salt.byteCount)
        for name in SectionName.allCases {
            switch sections[name] {
            case .sealed(_, let salt):
                salt.withUnsafeBytes { self.salts.append(contentsOf: $0) }
            case .erased(let digest):
                self.erased.append(name.letter)
                digest.append(to: &self.erased)
            case nil:
                break
            }
        }
    }

    /// The columns as they are stored.
    init(salts: [UInt8], erased: [UInt8]?) {
        self.salts = salts
        self.erased = erased ?? []
    }

    /// The digests of the erased sections; `nil` if the column is malformed.
    var digests: [SectionName: Hash]? {
        var digests: [SectionName: Hash] = [:]
        var rest = self.erased[...]
        while let letter = rest.popFirst() {
            guard let name = SectionName.allCases.first(where: { $0.letter == letter }),
                let digest = Hash(bytes: rest.prefix(Hash.byteCount))
            else { return nil }
            rest = rest.dropFirst(Hash.byteCount)
            digests[name] = digest
        }
        return digests
    }
}

extension SectionName {
    /// The letter that stands for the section in the column of erased ones.
    fileprivate var letter: UInt8 {
        switch self {
        case .who: UInt8(ascii: "o")
        case .where: UInt8(ascii: "e")
        case .what: UInt8(ascii: "a")
        }
    }
}
