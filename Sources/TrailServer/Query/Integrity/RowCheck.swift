internal import MerkleLog
internal import Trail

/// Recomputes rows of one ledger, each as ``EventEvidence`` does for one: the leaf that follows
/// from the row must be the one in the tree, the tree must lead to the signed root, and the columns
/// beside the event must be those that follow from it.
struct RowCheck {
    /// An index that lies further from the one before than this begins another read.
    private static let widestGap: UInt64 = 16

    private let tenant: TenantID
    private let ledger: any Ledger
    private let isHeadSigned: Bool
    private var leaves: ProvenLeaves

    /// A check of rows under `head`, which must not be older than any of them.
    ///
    /// - Parameters:
    ///   - head: The head.
    ///   - ledger: Where the rows are.
    ///   - keys: The keys by which the head may be signed; `nil` where they are not known.
    init(under head: LedgerHead, in ledger: any Ledger, keys: [NoteVerifier]?) {
        self.tenant = head.tenant
        self.ledger = ledger
        self.isHeadSigned = head.isSigned(by: keys)
        self.leaves = ProvenLeaves(of: head, in: ledger)
    }

    /// Which of the rows at `indices` are what was sealed; rows that are gone are left out.
    ///
    /// - Throws: What the ledger throws.
    mutating func check(
        _ indices: [UInt64]
    ) async throws -> [(id: EventID, isIntact: Bool)] {
        var verdicts: [(id: EventID, isIntact: Bool)] = []
        let wanted = Set(indices)
        for run in Self.runs(indices.sorted()) {
            var from: UInt64? = run.lowerBound
            while let start = from {
                let request = EntriesRequest(
                    tenant: self.tenant,
                    from: start,
                    upTo: run.upperBound + 1
                )
                let result = try await self.ledger.entries(request)
                for entry in result.entries where wanted.contains(entry.event.index) {
                    verdicts.append((entry.event.header.id, try await self.isIntact(entry)))
                }
                from = result.next
            }
        }
        return verdicts
    }

    private mutating func isIntact(_ entry: LedgerEntry) async throws -> Bool {
        guard self.isHeadSigned, let leaf = try await self.leaves.leaf(at: entry.event.index)
        else { return false }
        return LeafData.hash(of: entry.event) == leaf
            && entry.columns == EventColumns(of: entry.event)
    }

    /// Neighbouring indices together, to be read at once.
    static func runs(_ indices: [UInt64]) -> [ClosedRange<UInt64>] {
        var runs: [ClosedRange<UInt64>] = []
        for index in indices {
            if let last = runs.last, index - last.upperBound <= Self.widestGap {
                runs[runs.count - 1] = last.lowerBound...index
            } else {
                runs.append(index...index)
            }
        }
        return runs
    }
}
