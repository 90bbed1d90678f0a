internal import Synchronization
internal import Trail

/// Looks whether destinations can be used: a few at a time, and not for long.
final class DestinationChecker: Sendable {
    /// What was found.
    struct Finding: Sendable, Hashable {
        /// What is wrong, without secrets; `nil` for nothing.
        let fault: String?
        /// How long it took; `nil` where it went wrong.
        let latency: Duration?
    }

    private let limit: Duration
    private let most: Int
    private let resolve: HostGate.Resolver
    private let running = Mutex(0)

    init(
        limit: Duration = .seconds(5),
        atMost most: Int = 4,
        resolve: @escaping HostGate.Resolver = HostResolver.addresses
    ) {
        self.limit = limit
        self.most = most
        self.resolve = resolve
    }

    /// Looks at a destination.
    ///
    /// - Throws: ``Problem`` 429 where too many are being looked at; `CancellationError`.
    func check(
        _ destination: Destination,
        _ destinations: Destinations
    ) async throws -> Finding {
        try self.enter()
        defer { self.running.withLock { $0 -= 1 } }
        let start = ContinuousClock.now
        do {
            try await self.withinLimit {
                try await self.reach(destination, destinations)
            }
            return Finding(fault: nil, latency: ContinuousClock.now - start)
        } catch let fault as DestinationFault {
            return Finding(fault: fault.reason, latency: nil)
        } catch {
            // Whoever asked has gone.
            try Task.checkCancellation()
            // Drivers say too much: names of files, addresses, now and then a password.
            return Finding(fault: "The database cannot be used.", latency: nil)
        }
    }

    private func enter() throws(Problem) {
        let isAdmitted = self.running.withLock { count in
            guard count < self.most else { return false }
            count += 1
            return true
        }
        guard !isAdmitted else { return }
        throw Problem(
            .tooManyRequests,
            "As many destinations are being looked at as may be at a time; try again."
        )
    }

    private func reach(_ destination: Destination, _ destinations: Destinations) async throws {
        let place = destination.place
        if let objection = destinations.objection(to: place) {
            throw DestinationFault(objection.reason)
        }
        guard let engine = destinations.engine(place.engine) else { return }
        var address: IPAddress?
        if let usual = engine.usualPort {
            let gate = HostGate(destinations.allowedHosts, resolve: self.resolve)
            address = try await gate.address(of: place.host, port: place.port ?? usual)
        }
        var password: String?
        if destination.login.password != nil {
            guard let vault = destinations.vault else {
                throw DestinationFault("This server has no secret to open the password with.")
            }
            password = try vault.password(of: destination)
        }
        try await engine.check(
            DestinationTarget(
                place,
                address: address,
                username: destination.login.username,
                password: password
            )
        )
    }

    private func withinLimit(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let limit = self.limit
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw DestinationFault("There was no answer within \(limit.secondsText).")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

extension Duration {
    /// The length in seconds, for people: `5 s`.
    fileprivate var secondsText: String { "\(self.components.seconds) s" }
}
