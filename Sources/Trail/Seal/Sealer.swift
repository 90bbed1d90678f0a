internal import MerkleLog

/// Turns encoded events into the next batch of their ledger, with a signed head.
///
/// A store calls it under its own lock: ``check(_:)`` whenever it has read a head,
/// ``seal(_:onto:)`` for each batch, ``committed(_:)`` once the batch is durable. Nothing here does
/// I/O but ``committed(_:)``, which now and then writes a small file.
public struct Sealer: Sendable {
    /// How far a head may lie in the future before the clock counts as wrong.
    public static let clockTolerance: Duration = .seconds(300)

    /// The key that signs.
    public let key: LedgerKey
    /// The first part of every ledger's origin.
    public let serverName: String
    /// What this key has signed last.
    public let memory: SignerMemory?
    private let clock: any WallClock

    /// A sealer.
    ///
    /// - Parameters:
    ///   - key: The key that signs.
    ///   - serverName: The first part of every ledger's origin.
    ///   - clock: Tells the time of recording.
    ///   - memory: What this key has signed last; without it a store that was replaced by an
    ///     older copy goes unnoticed.
    public init(
        key: LedgerKey,
        serverName: String,
        clock: any WallClock,
        memory: SignerMemory?
    ) {
        self.key = key
        self.serverName = serverName
        self.clock = clock
        self.memory = memory
    }

    /// The identity of a tenant's ledger: `<server name>/<tenant>`.
    public func origin(of tenant: TenantID) -> String {
        "\(self.serverName)/\(tenant.name)"
    }

    /// Seals events onto a head that ``check(_:)`` has passed.
    ///
    /// Assigns index, time of recording and leaf, and signs the new head. Nothing is kept: if the
    /// batch is not stored, the same events can be sealed again.
    /// - Throws: ``TrailError``: `clockBehind` while the clock is more than ``clockTolerance``
    ///   behind the head; `ledgerDamaged` if the head contradicts itself; `unstorable` for an
    ///   event of another tenant.
    public func seal(
        _ events: [EncodedEvent],
        onto head: LedgerHead
    ) throws(TrailError) -> SealedBatch {
        let now = self.clock.now()
        try self.checkClock(now, against: head)
        var tree = try head.tree()
        guard !events.isEmpty else {
            return SealedBatch(events: [], tiles: tree.append(contentsOf: []), head: head)
        }
        let recordedAt = max(now, head.recordedAt)
        let sealed = try self.seal(events, head, recordedAt)
        let tiles = tree.append(contentsOf: sealed.lazy.map(\.leaf))
        let newHead = LedgerHead(
            tenant: head.tenant,
            recordedAt: recordedAt,
            tree: tree,
            note: try self.sign(tree, tenant: head.tenant)
        )
        return SealedBatch(events: sealed, tiles: tiles, head: newHead)
    }

    private func seal(
        _ events: [EncodedEvent],
        _ head: LedgerHead,
        _ recordedAt: Timestamp
    ) throws(TrailError) -> [SealedEvent] {
        var sealed: [SealedEvent] = []
        var scratch: [UInt8] = []
        sealed.reserveCapacity(events.count)
        scratch.reserveCapacity(512)
        for event in events {
            guard event.header.tenant == head.tenant else {
                throw TrailError(.unstorable, "An event of another tenant is not sealed here.")
            }
            sealed.append(
                SealedEvent(
                    index: head.size + UInt64(sealed.count),
                    recordedAt: recordedAt,
                    leaf: LeafData.hash(
                        event.header,
                        recordedAt: recordedAt,
                        digests: event.digests,
                        scratch: &scratch
                    ),
                    header: event.header,
                    sections: event.sections
                )
            )
        }
        return sealed
    }

    /// Remembers a head that is now durable, so that a store that falls behind it is noticed.
    public func committed(_ head: LedgerHead) {
        self.memory?.remember(
            origin: self.origin(of: head.tenant),
            size: head.size,
            root: head.root
        )
    }

    func checkClock(_ now: Timestamp, against head: LedgerHead) throws(TrailError) {
        guard head.recordedAt > now.advanced(by: Self.clockTolerance) else { return }
        throw TrailError(
            .clockBehind,
            "The last event of \(self.origin(of: head.tenant)) was recorded at "
                + "\(head.recordedAt), but the clock says \(now). Nothing is recorded until the "
                + "clock is right."
        )
    }

    var now: Timestamp { self.clock.now() }

    private func sign(_ tree: TileBuilder, tenant: TenantID) throws(TrailError) -> SignedNote {
        do {
            let checkpoint = try Checkpoint(
                origin: self.origin(of: tenant),
                size: tree.size,
                root: tree.root
            )
            return try checkpoint.signed(by: self.key.signer)
        } catch {
            throw TrailError(
                .invalidConfiguration,
                "The head of \(self.origin(of: tenant)) cannot be signed.",
                cause: error
            )
        }
    }
}
