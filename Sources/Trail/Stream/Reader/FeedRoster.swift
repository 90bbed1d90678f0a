/// Who listens, and which ledgers are followed for them; pure.
struct FeedRoster {
    private var ledgers: [TenantID: LedgerFeed] = [:]
    private var readers: [ObjectIdentifier: (reader: FeedReader, ledger: LedgerFeed)] = [:]
    private var counts: [String: Int] = [:]
    private var listeners: [TenantID: Int] = [:]

    /// How many listen.
    var count: Int { self.readers.count }

    /// All who listen, each with its ledger.
    var all: [(reader: FeedReader, ledger: LedgerFeed)] { Array(self.readers.values) }

    /// The ledgers of those who listen.
    var followed: [LedgerFeed] { Array(self.ledgers.values) }

    /// The ledger of a tenant, if somebody listens to it.
    func ledger(of tenant: TenantID) -> LedgerFeed? { self.ledgers[tenant] }

    /// Takes a listener in.
    ///
    /// - Throws: ``FeedRefusal`` where there are too many.
    mutating func add(
        _ reader: FeedReader,
        _ configuration: FeedConfiguration
    ) throws(FeedRefusal) -> LedgerFeed {
        guard self.readers.count < configuration.listeners else { throw .full }
        guard self.counts[reader.owner, default: 0] < configuration.listenersOfOne else {
            throw .fullForOne
        }
        let tenant = reader.query.tenant
        let ledger =
            self.ledgers[tenant] ?? LedgerFeed(tenant, windowCapacity: configuration.window)
        self.ledgers[tenant] = ledger
        self.readers[ObjectIdentifier(reader)] = (reader, ledger)
        self.counts[reader.owner, default: 0] += 1
        self.listeners[tenant, default: 0] += 1
        return ledger
    }

    /// Lets a listener go; twice does no harm.
    mutating func remove(_ reader: FeedReader) {
        guard let (_, ledger) = self.readers.removeValue(forKey: ObjectIdentifier(reader)) else {
            return
        }
        self.counts[reader.owner, default: 1] -= 1
        if self.counts[reader.owner] == 0 { self.counts[reader.owner] = nil }
        self.listeners[ledger.tenant, default: 1] -= 1
        guard self.listeners[ledger.tenant] == 0 else { return }
        // Its follower ends with the next ring, and whoever comes meanwhile begins anew.
        self.listeners[ledger.tenant] = nil
        self.ledgers[ledger.tenant] = nil
    }
}
