import Trail

/// What an import amounts to.
struct ImportCounts: Sendable, Equatable {
    /// Rows of logs that were read.
    var rows = 0
    /// Events that are in the ledger now and were not before.
    var imported = 0
    /// Events that were there before.
    var repeated = 0
    /// Rows whose id another event has.
    var conflicts = 0
    /// Rows that can be no event.
    var unmapped = 0
    /// Rows by what their old hash says of them.
    var hashes: [SeedIntegrity: Int] = [:]
    /// Rows of other tables, by model.
    var others: [String: Int] = [:]

    /// How many models are told apart; a dump of a site has some hundred.
    private static let models = 1_000

    /// Counts a row of another table.
    mutating func addOther(_ model: String) {
        let isKnown = self.others[model] != nil || self.others.count < Self.models
        self.others[isKnown ? model : "…", default: 0] += 1
    }

    /// Whether everything is as it was, and where it should be.
    var isClean: Bool {
        self.conflicts + self.unmapped + self.hash(.mismatch) + self.hash(.unverifiable) == 0
    }

    /// How many rows have that to be said of their hash.
    func hash(_ integrity: SeedIntegrity) -> Int { self.hashes[integrity] ?? 0 }

    /// The counts by name.
    var members: [String: JSON] {
        var members: [String: JSON] = [
            "rows": .integer(Int64(self.rows)),
            "imported": .integer(Int64(self.imported)),
            "repeated": .integer(Int64(self.repeated)),
            "conflicts": .integer(Int64(self.conflicts)),
            "unmapped": .integer(Int64(self.unmapped)),
            "others": .object(self.others.mapValues { .integer(Int64($0)) }),
        ]
        for integrity in SeedIntegrity.allCases {
            members["hash_\(integrity.rawValue)"] = .integer(Int64(self.hash(integrity)))
        }
        return members
    }
}
