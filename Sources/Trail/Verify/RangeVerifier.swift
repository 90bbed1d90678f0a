internal import MerkleLog

/// Recomputes one range of a ledger from its rows, and compares with the leaves in the tree.
struct RangeVerifier: Sendable {
    let ledger: any Ledger
    let tenant: TenantID
    /// The size of the tree that is verified.
    let size: UInt64
    /// Only rows of these kinds are recomputed; empty for all.
    let kinds: Set<Event.Kind>
    let coverage: RemovalCoverage

    /// How many rows are read at a time: few enough that large ones do not fill the memory.
    private static let pageLength = 512

    /// Goes through `range`, which begins where a level-0 tile does.
    ///
    /// - Throws: What the ledger throws; then nothing is known of the range.
    func verify(_ range: Range<UInt64>) async throws -> RangeResult {
        var result = RangeResult(range)
        let leaves = try await self.leaves(of: range, &result)
        var pass = Pass(leaves: leaves, next: range.lowerBound)
        var from = range.lowerBound
        while true {
            let request = EntriesRequest(
                tenant: self.tenant,
                from: from,
                upTo: range.upperBound,
                limit: Self.pageLength
            )
            let page = try await self.ledger.entries(request)
            for entry in page.entries {
                self.check(entry, &pass, &result)
            }
            guard let next = page.next, next > from else { break }
            from = next
        }
        self.skip(to: range.upperBound, pass, &result)
        result.rowRoots = self.rowRoots(leaves, result)
        return result
    }

    /// Where the walk through the rows stands.
    private struct Pass {
        /// The leaves that the tree has, by place in the range; `nil` where its tile is lost.
        let leaves: [Hash?]
        /// The event that is due.
        var next: UInt64
        var scratch: [UInt8] = []
    }

    private func check(_ entry: LedgerEntry, _ pass: inout Pass, _ result: inout RangeResult) {
        let event = entry.event
        guard event.index >= pass.next, event.index < result.range.upperBound else {
            result.findings.append(
                VerificationFinding(index: event.index, id: event.header.id, what: .inserted)
            )
            return
        }
        self.skip(to: event.index, pass, &result)
        pass.next = event.index + 1
        self.checkTime(event, &result)
        let removed = self.coverage.runs.isEmpty ? [] : self.coverage.parts(at: event.index)
        self.checkSections(event, removed, &result)
        guard self.kinds.isEmpty || self.kinds.contains(event.header.kind) else { return }
        result.checked += 1
        let computed = LeafData.hash(
            event.header,
            recordedAt: event.recordedAt,
            digests: SectionDigests(of: event.sections),
            scratch: &pass.scratch
        )
        let expected = pass.leaves[Int(event.index - result.range.lowerBound)]
        if let expected, expected != computed {
            result.mismatches.append(
                RangeResult.Mismatch(
                    index: event.index,
                    id: event.header.id,
                    computed: computed,
                    expected: expected,
                    wasRemoved: removed.contains(.row)
                )
            )
        } else {
            self.checkColumns(entry, &result)
        }
    }

    /// Accounts for the rows from the one that is due up to `index`, which are not there.
    private func skip(to index: UInt64, _ pass: Pass, _ result: inout RangeResult) {
        guard index > pass.next else { return }
        let gap = pass.next..<index
        result.prunedRows += UInt64(gap.count)
        for missing in self.coverage.uncovered(gap) {
            result.prunedRows -= UInt64(missing.count)
            result.missing.append(missing)
            for index in missing {
                guard let leaf = pass.leaves[Int(index - result.range.lowerBound)] else { continue }
                result.missingLeaves.append((leaf, index))
            }
        }
    }

    private func checkTime(_ event: SealedEvent, _ result: inout RangeResult) {
        if let last = result.lastRecordedAt {
            if event.recordedAt < last {
                result.findings.append(
                    VerificationFinding(
                        index: event.index,
                        id: event.header.id,
                        what: .timeDisordered
                    )
                )
            }
        } else {
            result.firstRecordedAt = (event.recordedAt, event.index, event.header.id)
        }
        result.lastRecordedAt = event.recordedAt
    }

    private func checkSections(
        _ event: SealedEvent,
        _ removed: RemovalList.Parts,
        _ result: inout RangeResult
    ) {
        var isPending = removed.contains(.row)
        for name in SectionName.allCases {
            guard let section = event.sections[name] else { continue }
            let isListed = removed.contains(RemovalList.Parts(name))
            if case .sealed = section {
                isPending = isPending || isListed
            } else if isListed {
                result.erasedSections += 1
            } else {
                result.missingSections.append(
                    RangeResult.MissingSection(
                        index: event.index,
                        id: event.header.id,
                        section: name
                    )
                )
            }
        }
        if isPending { result.pendingRemovals += 1 }
    }

    private func checkColumns(_ entry: LedgerEntry, _ result: inout RangeResult) {
        let derived = EventColumns(of: entry.event)
        guard derived != entry.columns else { return }
        for difference in derived.differences(of: entry.columns) {
            result.findings.append(
                VerificationFinding(
                    index: entry.event.index,
                    id: entry.event.header.id,
                    what: difference
                )
            )
        }
    }
}
