public import Logging
internal import Metrics
public import ServiceLifecycle
internal import Synchronization

/// Tells listeners of events as they are stored: what they missed first, then what comes, without
/// a gap and without a repetition.
///
/// Each ledger is read once for all who listen to it. A listener that is behind reads the store
/// itself until it has come up to the others. Nobody waits for a slow one: for whom more than
/// ``FeedConfiguration/buffer`` waits is cut off, and told where to go on.
///
/// It is a service and must be running. It is woken by the recorder of the same process, and looks
/// every second for what other processes have written. When it stops, so do all subscriptions.
public final class EventFeed: Service {
    let store: any EventStore
    let configuration: FeedConfiguration
    let metrics: FeedMetrics
    let logger: Logger
    private let turnstile: Turnstile
    private let roster = Mutex(FeedRoster())
    private let starter = Mutex<AsyncStream<LedgerFeed>.Continuation?>(nil)

    /// A feed of what `store` holds.
    ///
    /// - Parameters:
    ///   - store: What is followed.
    ///   - recorder: Wakes the feed when it has stored something; without one, what is stored is
    ///     told within a second.
    ///   - configuration: The bounds.
    ///   - logger: Hears when the store cannot be read.
    ///   - metrics: What is counted.
    public init(
        _ store: any EventStore,
        wokenBy recorder: EventRecorder? = nil,
        configuration: FeedConfiguration = FeedConfiguration(),
        logger: Logger = Logger(label: "trail.feed"),
        metrics: FeedMetrics = FeedMetrics()
    ) {
        self.store = store
        self.configuration = configuration
        self.logger = logger
        self.metrics = metrics
        self.turnstile = Turnstile(configuration.replays)
        recorder?.onCommit { [weak self] tenant in
            self?.wake(tenant)
        }
    }

    /// Follows ledgers for those who listen, until it is told to stop.
    public func run() async throws {
        let (ledgers, starter) = AsyncStream.makeStream(of: LedgerFeed.self)
        self.starter.withLock { $0 = starter }
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.keepTime() }
                for await ledger in ledgers {
                    group.addTask { await self.follow(ledger) }
                }
                group.cancelAll()
            }
        }
        self.starter.withLock { $0 = nil }
        for (reader, _) in self.roster.withLock({ $0.all }) { reader.finish(.stopping) }
    }

    /// After how long a listener for whom nothing came hears so.
    public var heartbeat: Duration { self.configuration.heartbeat }

    /// Whether it runs.
    public var isRunning: Bool { self.starter.withLock { $0 != nil } }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - request: What is wanted.
    ///   - owner: Whose the subscription is: one has only so many.
    /// - Returns: The subscription; to let it go ends it.
    /// - Throws: ``FeedRefusal``, and what the store throws.
    public func subscribe(
        _ request: FeedRequest,
        owner: String
    ) async throws -> FeedSubscription {
        try await self.waitUntilRunning()
        let head = try await self.head(of: request.query.tenant)
        let next = request.cursor?.next ?? head
        guard next <= head else { throw FeedRefusal.beyondLedger }
        let reader = FeedReader(
            request.query,
            owner: owner,
            from: next,
            capacity: self.configuration.buffer
        )
        let ledger = try self.roster.withLock { roster throws(FeedRefusal) in
            try roster.add(reader, self.configuration)
        }
        self.countReaders()
        return FeedSubscription(
            self,
            reader,
            ledger,
            head: head,
            end: request.follows ? nil : head
        )
    }

    /// A server may take requests a moment before all of its services run.
    private func waitUntilRunning() async throws {
        for _ in 0..<100 {
            if self.isRunning { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw FeedRefusal.notRunning
    }

    /// Looks for new events of a tenant at once.
    public func wake(_ tenant: TenantID) {
        self.roster.withLock { $0.ledger(of: tenant) }?.ring()
    }
}

extension EventFeed {
    func head(of tenant: TenantID) async throws -> UInt64 {
        try await self.store.head(of: tenant)?.size ?? 0
    }

    /// Lets a listener go.
    func leave(_ reader: FeedReader, _ ledger: LedgerFeed) {
        reader.finish(.left)
        ledger.leave(reader)
        self.roster.withLock { $0.remove(reader) }
        self.countReaders()
        ledger.ring()
    }

    /// Reads the store for a listener; only a few do at a time.
    func replay(_ query: EventQuery) async throws -> EventPage {
        try await self.turnstile.pass { try await self.store.page(query) }
    }

    /// Starts the follower of a ledger.
    ///
    /// - Returns: Whether it will be followed; not when the feed has stopped.
    func start(_ ledger: LedgerFeed) -> Bool {
        switch self.starter.withLock({ $0?.yield(ledger) }) {
        case .enqueued: true
        default: false
        }
    }

    private func countReaders() {
        self.metrics.readers.record(self.roster.withLock { $0.count })
    }

    /// Lets followers look for what others have written, and listeners know that all is well.
    private func keepTime() async {
        while (try? await Task.sleep(for: self.configuration.poll)) != nil {
            let (ledgers, readers) = self.roster.withLock { ($0.followed, $0.all) }
            for ledger in ledgers { ledger.ring() }
            let earliest = ContinuousClock.now - self.configuration.heartbeat
            for (reader, ledger) in readers {
                reader.beat(since: earliest) { ledger.position }
            }
        }
    }
}
