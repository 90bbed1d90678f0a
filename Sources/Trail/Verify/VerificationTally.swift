internal import MerkleLog

/// Gathers what is found in one ledger, and in the end makes the report of it.
struct VerificationTally {
    /// Details beyond so many are only counted, so that a ruined ledger does not fill the memory.
    private static let detailLimit = 65_536

    /// The roots of the full level-0 tiles, in order.
    private(set) var tileRoots: [Hash] = []
    /// The roots of full tiles by their rows, where these do not hash to the tile's leaves.
    private(set) var rowRoots: [UInt64: Hash] = [:]
    /// The leaves after the last full tile.
    private(set) var tail: [Hash] = []

    private var result: VerificationReport
    private let head: LedgerHead
    private let findingLimit: Int
    private var mismatches: [RangeResult.Mismatch] = []
    private var missing: [Range<UInt64>] = []
    private var missingLeaves: [Hash: UInt64] = [:]
    private var missingSections: [RangeResult.MissingSection] = []
    private var lastRecordedAt: Timestamp?
    private var wrongFigures: [VerificationFinding] = []

    init(head: LedgerHead, options: VerificationOptions, isAnchored: Bool) {
        self.head = head
        self.findingLimit = options.findingLimit
        self.result = VerificationReport(
            head,
            isWhole: options.kinds.isEmpty,
            isAnchored: isAnchored
        )
    }

    /// Whether rows or sections are gone that no removal known so far has taken.
    var lacksRows: Bool { !self.missing.isEmpty || !self.missingSections.isEmpty }

    mutating func add(_ finding: VerificationFinding) {
        self.result.findingCount += 1
        if !finding.what.isAboutDerivedData { self.result.alterationCount += 1 }
        if finding.what.isAboutAbsence { self.result.absenceCount += 1 }
        guard self.result.findings.count < self.findingLimit || finding.what.isAboutStructure
        else { return }
        self.result.findings.append(finding)
    }

    mutating func add(_ findings: [VerificationFinding]) {
        for finding in findings {
            self.add(finding)
        }
    }

    /// Adds what was found in what is kept beside the events.
    ///
    /// Figures are told of only where nothing else is found: beside rows that were altered they
    /// cannot be right.
    mutating func add(figures findings: [VerificationFinding]) {
        for finding in findings {
            if case .wrongFigures = finding.what {
                self.wrongFigures.append(finding)
            } else {
                self.add(finding)
            }
        }
    }

    /// Adds a finding that several checks may come upon.
    mutating func addOnce(_ finding: VerificationFinding) {
        if !self.result.findings.contains(finding) { self.add(finding) }
    }

    /// Takes over what was found in the range that follows the last one.
    mutating func fold(_ range: RangeResult) {
        self.tileRoots.append(contentsOf: range.tileRoots)
        self.rowRoots.merge(range.rowRoots) { first, _ in first }
        self.tail = range.tail
        self.result.checked += range.checked
        self.result.prunedRows += range.prunedRows
        self.result.erasedSections += range.erasedSections
        self.result.pendingRemovals += range.pendingRemovals
        if let first = range.firstRecordedAt {
            if let last = self.lastRecordedAt, first.time < last {
                self.add(
                    VerificationFinding(index: first.index, id: first.id, what: .timeDisordered)
                )
            }
            self.lastRecordedAt = range.lastRecordedAt
        }
        self.add(range.findings)
        for mismatch in range.mismatches {
            if self.mismatches.count < Self.detailLimit {
                self.mismatches.append(mismatch)
            } else {
                self.add(Self.edited(mismatch))
            }
        }
        for missing in range.missing {
            if let last = self.missing.last, last.upperBound == missing.lowerBound {
                self.missing[self.missing.count - 1] = last.lowerBound..<missing.upperBound
            } else {
                self.missing.append(missing)
            }
        }
        for (leaf, index) in range.missingLeaves where self.missingLeaves.count < Self.detailLimit {
            self.missingLeaves[leaf] = index
        }
        self.missingSections.append(contentsOf: range.missingSections)
    }

    /// Takes back what was held against the rows of a level-0 tile: the tile was changed.
    mutating func acquitRows(ofTile tile: UInt64, root: Hash) {
        let width = UInt64(TileCoordinate.fullWidth)
        let indices = tile * width..<(tile + 1) * width
        self.mismatches.removeAll { indices.contains($0.index) }
        self.tileRoots[Int(tile)] = root
        self.addOnce(
            VerificationFinding(
                index: indices.lowerBound,
                what: .treeDamaged(level: 0, tile: tile)
            )
        )
    }

    /// Takes back what a removal explains that was recorded while the ledger was gone through.
    mutating func allow(_ coverage: RemovalCoverage) {
        let missing = self.missing.flatMap { coverage.uncovered($0) }
        self.result.prunedRows += Self.count(self.missing) - Self.count(missing)
        self.missing = missing
        let sections = self.missingSections.filter { section in
            !coverage.parts(at: section.index).contains(RemovalList.Parts(section.section))
        }
        self.result.erasedSections += UInt64(self.missingSections.count - sections.count)
        self.missingSections = sections
    }

    /// The root over the first full tiles and the leaves behind them.
    func root(fullTiles: Int, rest: [Hash]) -> Hash? {
        let roots =
            TreeFrontier(over: self.tileRoots.prefix(fullTiles)).roots
            + TreeFrontier(over: rest).roots
        let size = UInt64(fullTiles) * UInt64(TileCoordinate.fullWidth) + UInt64(rest.count)
        return try? TreeFrontier(size: size, roots: roots).root
    }

    /// Notes that not everything could be gone through.
    mutating func endEarly() { self.result.isWhole = false }

    /// The report of all that was gathered.
    consuming func report() -> VerificationReport {
        self.addMismatches()
        self.addMissing()
        if let last = self.lastRecordedAt, last > self.head.recordedAt {
            self.add(VerificationFinding(index: nil, what: .timeDisordered))
        }
        if self.result.findingCount == 0 { self.add(self.wrongFigures) }
        self.result.findings.sort { ($0.index ?? 0) < ($1.index ?? 0) }
        return self.result
    }

    private mutating func addMismatches() {
        var places = self.missingLeaves
        for mismatch in self.mismatches {
            places[mismatch.expected] = mismatch.index
        }
        for mismatch in self.mismatches {
            if let place = places[mismatch.computed] {
                self.add(
                    VerificationFinding(
                        index: mismatch.index,
                        id: mismatch.id,
                        what: .reordered(belongsAt: place)
                    )
                )
            } else {
                self.add(Self.edited(mismatch))
            }
        }
    }

    private mutating func addMissing() {
        if let last = self.missing.last, last.upperBound == self.head.size {
            self.missing.removeLast()
            self.addOnce(VerificationFinding(index: last.lowerBound, what: .truncated))
        }
        for index in self.missing.lazy.joined() {
            self.add(VerificationFinding(index: index, what: .missing))
        }
        for section in self.missingSections {
            self.add(
                VerificationFinding(
                    index: section.index,
                    id: section.id,
                    what: .missingSection(section.section)
                )
            )
        }
    }

    private static func edited(_ mismatch: RangeResult.Mismatch) -> VerificationFinding {
        VerificationFinding(
            index: mismatch.index,
            id: mismatch.id,
            what: mismatch.wasRemoved ? .inserted : .edited
        )
    }

    private static func count(_ ranges: [Range<UInt64>]) -> UInt64 {
        ranges.reduce(0) { $0 + UInt64($1.count) }
    }
}
