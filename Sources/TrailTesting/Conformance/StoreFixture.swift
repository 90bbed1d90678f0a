internal import MerkleLog
public import Trail

/// What a store under test is made with.
public struct StoreFixture: Sendable {
    /// The store's name, of `[a-z0-9-]`.
    ///
    /// The same name means the same storage: a factory that is called with it again closes what it
    /// made first, and opens it anew.
    public let name: String
    /// What the store seals with.
    public let sealer: Sealer
    /// The clock that the sealer goes by; the store dates by it too.
    public let clock: ManualClock
    /// To be called after the record of a removal is durable and before payload goes.
    ///
    /// If it throws, the store leaves the removal as it is, as a crash would.
    public let beforeRemoval: @Sendable () throws -> Void

    let memory: SignerMemory

    init(
        name: String,
        key: LedgerKey,
        clock: ManualClock,
        memory: SignerMemory = SignerMemory(),
        beforeRemoval: @escaping @Sendable () throws -> Void = {}
    ) {
        self.name = name
        self.clock = clock
        self.memory = memory
        self.beforeRemoval = beforeRemoval
        self.sealer = Sealer(key: key, serverName: key.name, clock: clock, memory: memory)
    }
}
