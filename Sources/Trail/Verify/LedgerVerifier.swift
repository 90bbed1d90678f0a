public import MerkleLog

/// Recomputes a ledger from its rows and says what is not as it was sealed.
///
/// Needs public keys only. It never repairs anything, and reads in short steps, so that it can run
/// beside a server that records: what arrives after the start is not looked at.
public struct LedgerVerifier: Sendable {
    let ledger: any Ledger
    let serverName: String
    let keys: [NoteVerifier]
    let memory: SignerMemory?

    /// A verifier.
    ///
    /// - Parameters:
    ///   - ledger: What is verified.
    ///   - serverName: The first part of the ledgers' origins.
    ///   - keys: The keys by which a head may be signed.
    ///   - memory: What the signer has signed last, where it is at hand.
    public init(
        ledger: any Ledger,
        serverName: String,
        keys: [NoteVerifier],
        memory: SignerMemory? = nil
    ) {
        self.ledger = ledger
        self.serverName = serverName
        self.keys = keys
        self.memory = memory
    }

    /// Verifies the ledger of one tenant.
    ///
    /// - Parameters:
    ///   - tenant: Whose ledger.
    ///   - options: What to compare with, and how.
    ///   - progress: Called from time to time, never concurrently.
    /// - Returns: What was found; the ledger is as it was sealed if that is nothing.
    /// - Throws: What the ledger throws, and ``TrailError`` `invalidConfiguration` for a checkpoint
    ///   of another ledger: then it could not be verified. Tampering is no error but a finding.
    public func verify(
        _ tenant: TenantID,
        options: VerificationOptions = VerificationOptions(),
        progress: (@Sendable (VerificationProgress) -> Void)? = nil
    ) async throws -> VerificationReport {
        let trusted = try self.trusted(tenant, options.checkpoints)
        let head = try await self.ledger.head(of: tenant) ?? .empty(tenant)
        var tally = VerificationTally(
            head: head,
            options: options,
            isAnchored: !trusted.isEmpty || head.size == 0
        )
        let structure = try await self.ledger.structure(of: tenant)
        self.check(structure, of: tenant, &tally)
        do {
            try await self.verifyContents(of: head, options, trusted, &tally, progress)
        } catch let error as TrailError where !structure.findings.isEmpty && error.isFromTables {
            // An index that is gone, say: what was found of the tables tells why.
            tally.endEarly()
        }
        return tally.report()
    }

    private func verifyContents(
        of head: LedgerHead,
        _ options: VerificationOptions,
        _ trusted: [Trusted],
        _ tally: inout VerificationTally,
        _ progress: (@Sendable (VerificationProgress) -> Void)?
    ) async throws {
        let tenant = head.tenant
        self.checkSignature(of: head, &tally)
        let removals = try await self.removals(of: tenant, recordedIn: 0..<head.size, head: head)
        tally.add(removals.forged)
        let range = RangeVerifier(
            ledger: self.ledger,
            tenant: tenant,
            size: head.size,
            kinds: options.kinds,
            coverage: RemovalCoverage(removals.lists)
        )
        async let figures = self.ledger.checkFigures(of: tenant)
        try await self.verifyRanges(range, workers: options.workers, &tally, progress)
        tally.add(figures: try await figures)
        let now = try await self.checkRowsBeyond(head, &tally)
        if tally.lacksRows, now.size > head.size {
            let later = try await self.removals(
                of: tenant,
                recordedIn: head.size..<now.size,
                head: now
            )
            tally.allow(RemovalCoverage(later.lists))
        }
        try await self.checkTree(head, trusted, &tally)
    }

    /// How many events one worker goes through at a time: sixteen tiles.
    private static let rangeLength: UInt64 = 4_096

    private func verifyRanges(
        _ verifier: RangeVerifier,
        workers: Int,
        _ tally: inout VerificationTally,
        _ progress: (@Sendable (VerificationProgress) -> Void)?
    ) async throws {
        let size = verifier.size
        var starts = stride(from: 0, to: size, by: Int(Self.rangeLength)).makeIterator()
        try await withThrowingTaskGroup(of: RangeResult.self) { group in
            func startNext() {
                guard let start = starts.next() else { return }
                let range = start..<min(start + Self.rangeLength, size)
                group.addTask { try await verifier.verify(range) }
            }
            for _ in 0..<max(1, workers) {
                startNext()
            }
            // Results are taken in ledger order; those that come early wait.
            var early: [UInt64: RangeResult] = [:]
            var due: UInt64 = 0
            while let result = try await group.next() {
                early[result.range.lowerBound] = result
                startNext()
                while let next = early.removeValue(forKey: due) {
                    tally.fold(next)
                    due = next.range.upperBound
                    progress?(VerificationProgress(done: due, total: size))
                }
            }
        }
    }
}
