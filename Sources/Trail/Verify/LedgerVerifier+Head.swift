internal import MerkleLog

extension LedgerVerifier {
    /// A tree that this one must continue.
    struct Trusted: Sendable {
        let size: UInt64
        let root: Hash
    }

    func origin(of tenant: TenantID) -> String { "\(self.serverName)/\(tenant.name)" }

    /// What is known of a ledger from elsewhere: the given checkpoints and the signer's memory.
    func trusted(
        _ tenant: TenantID,
        _ checkpoints: [Checkpoint]
    ) throws(TrailError) -> [Trusted] {
        let origin = self.origin(of: tenant)
        var trusted: [Trusted] = []
        for checkpoint in checkpoints {
            guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
                throw TrailError(
                    .invalidConfiguration,
                    "The checkpoint is of \(checkpoint.origin), not of \(origin)."
                )
            }
            trusted.append(Trusted(size: checkpoint.size, root: checkpoint.root))
        }
        if let last = self.memory?.last(origin: origin) {
            trusted.append(Trusted(size: last.size, root: last.root))
        }
        return trusted
    }

    /// Takes over what is wrong with the tables, and compares the identity that they give.
    func check(
        _ structure: LedgerStructure,
        of tenant: TenantID,
        _ tally: inout VerificationTally
    ) {
        tally.add(structure.findings)
        guard let identity = structure.identity else { return }
        let isKnown = self.keys.contains { $0.keyText == identity.verifier }
        guard !isKnown || !identity.origin.utf8.elementsEqual(self.origin(of: tenant).utf8)
        else { return }
        tally.add(VerificationFinding(index: nil, what: .wrongIdentity))
    }

    func checkSignature(of head: LedgerHead, _ tally: inout VerificationTally) {
        guard self.isSigned(head) else {
            tally.add(VerificationFinding(index: nil, what: .badSignature))
            return
        }
    }

    /// Whether a head is signed by a known key, and what is signed is its tree.
    func isSigned(_ head: LedgerHead) -> Bool {
        guard let note = head.note else { return head.size == 0 }
        let origin = self.origin(of: head.tenant)
        guard let checkpoint = try? Checkpoint(verifying: note, origin: origin, with: self.keys)
        else { return false }
        return checkpoint.size == head.size && checkpoint.root == head.root
    }

    /// Looks for rows that no head covers.
    ///
    /// - Returns: The head as it is now: it may have grown meanwhile.
    func checkRowsBeyond(
        _ head: LedgerHead,
        _ tally: inout VerificationTally
    ) async throws -> LedgerHead {
        var latest = head
        var from = head.size
        while true {
            let page = try await self.ledger.entries(
                EntriesRequest(tenant: head.tenant, from: from, upTo: UInt64(Int64.max))
            )
            guard !page.entries.isEmpty else { return latest }
            // Read after the rows: a row that was committed is covered by a head that was.
            latest = try await self.grown(from: head, &tally)
            for entry in page.entries where entry.event.index >= latest.size {
                tally.add(
                    VerificationFinding(
                        index: entry.event.index,
                        id: entry.event.header.id,
                        what: .inserted
                    )
                )
            }
            guard let next = page.next else { return latest }
            from = max(next, latest.size)
        }
    }

    /// The present head if it is a signed continuation of `head`, else `head`.
    private func grown(
        from head: LedgerHead,
        _ tally: inout VerificationTally
    ) async throws -> LedgerHead {
        guard let now = try await self.ledger.head(of: head.tenant), now != head else {
            return head
        }
        do {
            let proof = try await ConsistencyProof(
                oldSize: head.size,
                newSize: now.size,
                reader: self.ledger.tree(of: now)
            )
            try proof.verify(oldRoot: head.root, newRoot: now.root)
        } catch let error where error is ProofError || error is TileError {
            tally.addOnce(VerificationFinding(index: nil, what: .forked(size: head.size)))
            return head
        }
        return self.isSigned(now) ? now : head
    }
}

extension TrailError {
    /// Whether it may come from tables that cannot be read as they should.
    var isFromTables: Bool { self.code == .ledgerDamaged || self.code == .storeUnavailable }
}
