internal import MerkleLog

// No writer extends a head that it cannot vouch for.

extension Sealer {
    /// Checks that a head as read from a store is one that this key has signed, and not an older
    /// or another one than it has signed last.
    ///
    /// That the store's tree still holds what was signed last before this head is for
    /// ``checkMemory(against:)``, which reads tiles.
    /// - Returns: The same head, to be sealed onto without restoring its tree once more.
    /// - Throws: ``TrailError``: `ledgerDamaged` if signature, origin, size, root or tail do not
    ///   fit each other; `ledgerForked` if the ledger is smaller or other than what was signed;
    ///   `clockBehind`.
    @discardableResult
    public func check(_ head: LedgerHead) throws(TrailError) -> LedgerHead {
        try self.checkSignature(of: head)
        let tree = try head.tree()
        if let problem = self.conflict(of: head) {
            // Another process may have accepted this very head meanwhile.
            try self.memory?.refresh()
            guard self.conflict(of: head) == nil else { throw problem }
        }
        try self.checkClock(self.now, against: head)
        return LedgerHead(
            tenant: head.tenant,
            recordedAt: head.recordedAt,
            tree: tree,
            note: head.note
        )
    }

    /// Checks that the store extends every tree that this key has signed for this server; to be
    /// called when a store is opened.
    ///
    /// - Parameters:
    ///   - ledger: The store.
    ///   - isPart: Whether ledgers that it does not have may be in another store. Where one is in
    ///     none of them, it cannot be begun again all the same.
    /// - Throws: ``TrailError`` `ledgerForked` or `ledgerDamaged`, naming the ledger; what the
    ///   ledger throws.
    public func checkMemory(against ledger: any Ledger, isPart: Bool = false) async throws {
        let prefix = self.serverName + "/"
        for origin in (self.memory?.all ?? [:]).keys where origin.utf8.starts(with: prefix.utf8) {
            guard let tenant = try? TenantID(String(origin.dropFirst(prefix.count))) else {
                continue
            }
            let stored = try await ledger.head(of: tenant)
            if stored == nil, isPart { continue }
            let head = stored ?? .empty(tenant)
            try self.check(head)
            // `check` may have taken over an accepted head, so `last` is asked for again.
            guard let last = self.memory?.last(origin: origin), last.size < head.size else {
                continue
            }
            try await self.check(head, extends: last, in: ledger)
        }
    }

    private func check(
        _ head: LedgerHead,
        extends last: SignerMemory.Signed,
        in ledger: any Ledger
    ) async throws {
        do {
            let tree = try ledger.tree(of: head)
            let proof = try await ConsistencyProof(
                oldSize: last.size,
                newSize: head.size,
                reader: tree
            )
            try proof.verify(oldRoot: last.root, newRoot: head.root)
        } catch let error where error is ProofError || error is TileError {
            throw self.forked(
                head,
                "does not extend the tree of \(last.size) events that this key has signed",
                cause: error
            )
        }
    }

    private func checkSignature(of head: LedgerHead) throws(TrailError) {
        let origin = self.origin(of: head.tenant)
        guard let note = head.note else {
            guard head.size == 0 else {
                throw TrailError(.ledgerDamaged, "The head of \(origin) is not signed.")
            }
            return
        }
        let checkpoint: Checkpoint
        do {
            checkpoint = try Checkpoint(verifying: note, origin: origin, with: [self.key.verifier])
        } catch {
            throw TrailError(
                .ledgerDamaged,
                "The head of \(origin) is not signed by \(self.key.verifierText).",
                cause: error
            )
        }
        guard checkpoint.size == head.size, checkpoint.root == head.root else {
            throw TrailError(
                .ledgerDamaged,
                "The tree of \(origin) has \(head.size) leaves and is not the signed one of "
                    + "\(checkpoint.size)."
            )
        }
    }

    private func conflict(of head: LedgerHead) -> TrailError? {
        guard let last = self.memory?.last(origin: self.origin(of: head.tenant)) else { return nil }
        guard head.size >= last.size else {
            return self.forked(
                head,
                "holds \(head.size) events, but this key has signed \(last.size): it was cut, or "
                    + "replaced by an older copy"
            )
        }
        guard head.size > last.size || head.root == last.root else {
            return self.forked(head, "is not the one of \(last.size) events that this key signed")
        }
        return nil
    }

    private func forked(
        _ head: LedgerHead,
        _ what: String,
        cause: (any Error)? = nil
    ) -> TrailError {
        let origin = self.origin(of: head.tenant)
        return TrailError(
            .ledgerForked,
            "The ledger \(origin) \(what). Nothing is recorded; if this is meant, run: "
                + "trail keys accept-head \(head.tenant)",
            cause: cause
        )
    }
}
