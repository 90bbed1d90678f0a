internal import Synchronization

/// Keeps each tenant's ledger in the main store or in one destination, and finds it there.
///
/// A ledger stays where it was begun. The destinations decide where a new one is begun: in the
/// destination of its tenant, else in one for all tenants, else in the main store. Where a
/// destination cannot be used, the tenants whose ledger may be in it are answered
/// `storeUnavailable`, and no second ledger of theirs is begun elsewhere.
///
/// All stores are to seal with one ``SignerMemory``: what it knows of a ledger keeps any of them,
/// and any tool that opens one alone, from beginning the ledger a second time.
///
/// What a request has for several stores is no transaction: see ``AppendResult/failure``.
public final class RoutedStore: Sendable {
    /// Opens the store that a destination is.
    public typealias Opener = @Sendable (Destination) async throws -> any EventStore
    /// Closes a store that is no destination any more, so that its database can be opened again.
    public typealias Closer = @Sendable (any EventStore) async -> Void

    let main: any EventStore
    let stores: DestinationStores
    let holds: any HoldStore
    private let homes = Mutex<[TenantID: Home]>([:])

    /// A store that holds ledgers.
    struct Home: Sendable {
        /// The destination that it is; `nil` for the main store.
        let destination: EventID?
        let store: any EventStore
    }

    /// A store that keeps in `main` whatever no destination is for.
    ///
    /// - Parameters:
    ///   - main: Keeps the other ledgers.
    ///   - configuration: Says which destinations there are, and what is under a legal hold.
    ///   - close: Closes one that is none any more; it holds no ledger.
    ///   - open: Opens one.
    /// - Throws: What `configuration` throws; a destination that cannot be opened is tried again
    ///   later.
    public init(
        main: any EventStore,
        configuration: any DestinationStore & HoldStore,
        close: @escaping Closer = { _ in },
        open: @escaping Opener
    ) async throws {
        self.main = main
        self.holds = configuration
        self.stores = DestinationStores(configuration, open: open, close: close)
        try await self.stores.reload()
    }

    /// The store that holds a tenant's ledger, or is to.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable` where it cannot be used, or may be one that
    ///   cannot.
    func home(of tenant: TenantID) async throws -> Home {
        if let home = self.homes.withLock({ $0[tenant] }) { return home }
        let main = Home(destination: nil, store: self.main)
        if try await self.main.head(of: tenant) != nil {
            self.homes.withLock { $0[tenant] = main }
            return main
        }
        guard let found = try await self.stores.home(of: tenant) else { return main }
        // Until it holds a ledger it is not the tenant's for good.
        if found.holdsLedger { self.homes.withLock { $0[tenant] = found.home } }
        return found.home
    }

    /// The store that holds a tenant's ledger, or is to.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable` where it cannot be used, or may be one that
    ///   cannot.
    package func store(of tenant: TenantID) async throws -> any EventStore {
        try await self.home(of: tenant).store
    }

    /// Forgets where ledgers are, so that they are looked for anew.
    func forgetHomes() {
        self.homes.withLock { $0.removeAll() }
    }
}
