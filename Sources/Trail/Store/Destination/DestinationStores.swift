/// The stores of the destinations that are in force, opened one after the other.
actor DestinationStores {
    /// A store, and whether it holds the ledger that was asked for.
    struct Found: Sendable {
        let home: RoutedStore.Home
        let holdsLedger: Bool
    }

    /// A destination with its store; without one where it could not be opened.
    private struct Place {
        let destination: Destination
        var store: (any EventStore)?
        var nextTry: ContinuousClock.Instant

        /// Whether both are one destination in one database.
        func isSame(_ other: Self) -> Bool {
            self.destination.id == other.destination.id
                && self.destination.place == other.destination.place
        }
    }

    private let configuration: any DestinationStore
    private let open: RoutedStore.Opener
    private let close: RoutedStore.Closer
    /// In the order in which they are asked to take a new ledger.
    private var places: [Place] = []
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// How long a destination that cannot be opened is left alone.
    private static let retry: Duration = .seconds(1)

    init(
        _ configuration: any DestinationStore,
        open: @escaping RoutedStore.Opener,
        close: @escaping RoutedStore.Closer
    ) {
        self.configuration = configuration
        self.open = open
        self.close = close
    }

    /// Goes by the configuration as it is now: closes what is no destination any more, and opens
    /// what is new.
    func reload() async throws {
        try await self.exclusively {
            let known = self.places
            let destinations = try await self.configuration.destinations()
            self.places = destinations.filter(\.route.isActive).sorted(by: Self.comesFirst)
                .map { destination in
                    var place = Place(destination: destination, nextTry: ContinuousClock.now)
                    place.store = known.first(where: place.isSame)?.store
                    return place
                }
            for place in known where !self.places.contains(where: place.isSame) {
                if let store = place.store { await self.close(store) }
            }
            await self.openAll()
        }
    }

    /// The store that holds the ledger of a tenant, else the one that is to begin it; `nil` for
    /// none of them.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable` where the ledger may be in one that cannot be
    ///   opened.
    func home(of tenant: TenantID) async throws -> Found? {
        try await self.exclusively {
            let ours = self.places.indices.filter { place in
                let route = self.places[place].destination.route
                return route.tenant == nil || route.tenant == tenant
            }
            guard !ours.isEmpty else { return nil }
            await self.openAll()
            for place in ours {
                guard let store = self.places[place].store else { continue }
                if try await store.head(of: tenant) != nil {
                    return self.found(store, place, holdsLedger: true)
                }
            }
            for place in ours where self.places[place].store == nil {
                throw Self.unavailable(self.places[place].destination)
            }
            return self.places[ours[0]].store.map { self.found($0, ours[0], holdsLedger: false) }
        }
    }

    private func found(_ store: any EventStore, _ place: Int, holdsLedger: Bool) -> Found {
        let id = self.places[place].destination.id
        return Found(
            home: RoutedStore.Home(destination: id, store: store),
            holdsLedger: holdsLedger
        )
    }

    /// The tenants of which it can be told that their ledgers are in destinations, and why there may
    /// be more.
    ///
    /// - Throws: `CancellationError`.
    func knownTenants() async throws -> (tenants: Set<TenantID>, faults: [TrailError]) {
        try await self.exclusively {
            await self.openAll()
            var (tenants, faults) = (Set<TenantID>(), [TrailError]())
            for place in self.places {
                do {
                    tenants.formUnion(try await Self.tenants(in: place))
                } catch let error as TrailError {
                    faults.append(error)
                    if let tenant = place.destination.route.tenant { tenants.insert(tenant) }
                }
            }
            return (tenants, faults)
        }
    }

    private static func tenants(in place: Place) async throws -> [TenantID] {
        if let store = place.store { return try await store.tenants() }
        guard let tenant = place.destination.route.tenant else {
            throw Self.unavailable(place.destination)
        }
        return [tenant]
    }

    /// The tenants whose ledgers are in one destination; `nil` where it cannot be told.
    func tenants(in destination: Destination) async throws -> [TenantID]? {
        try await self.exclusively {
            await self.openAll()
            let place = self.places.first { $0.destination.id == destination.id }
            guard let place else { return [] }
            return try await place.store?.tenants()
        }
    }

    /// The stores that could be opened.
    func opened() async -> [any EventStore] {
        await self.exclusively {
            await self.openAll()
            return self.places.compactMap(\.store)
        }
    }

    /// Opens what is not open and has been left alone for long enough.
    private func openAll() async {
        for place in self.places.indices where self.places[place].store == nil {
            guard ContinuousClock.now >= self.places[place].nextTry else { continue }
            // Whoever asks for a ledger in it is told that it is not available; why, says the
            // health check.
            self.places[place].store = try? await self.open(self.places[place].destination)
            self.places[place].nextTry = ContinuousClock.now + Self.retry
        }
    }

    /// Runs one call at a time: a file is not to be opened twice.
    private func exclusively<Value: Sendable>(
        _ body: () async throws -> Value
    ) async rethrows -> Value {
        while self.isBusy {
            await withCheckedContinuation { self.waiting.append($0) }
        }
        self.isBusy = true
        defer {
            self.isBusy = false
            if !self.waiting.isEmpty { self.waiting.removeFirst().resume() }
        }
        return try await body()
    }

    /// The most specific first, then the primary, then the oldest.
    private static func comesFirst(_ one: Destination, _ other: Destination) -> Bool {
        func rank(_ destination: Destination) -> (Int, Int, EventID) {
            (
                destination.route.tenant == nil ? 1 : 0,
                destination.route.isPrimary ? 0 : 1,
                destination.id
            )
        }
        return rank(one) < rank(other)
    }

    private static func unavailable(_ destination: Destination) -> TrailError {
        TrailError(
            .storeUnavailable,
            "The destination \(destination.id) cannot be used, and the ledger may be in it."
        )
    }
}
