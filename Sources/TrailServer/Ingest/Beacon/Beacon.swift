internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

/// The beacon: browsers and other clients say which page they went to.
///
/// Open to anonymous clients, within a rate per address. The answer comes when the visit is on
/// disk. A browser gets a session on its first valid post and not before, so nonsense costs no
/// session.
struct Beacon<Context: PrincipalContext>: Sendable {
    private let backend: TrailBackend
    private let configuration: TrailServerConfiguration
    private let address: ServerAddress
    private let sessions: BrowserSessions
    private let limiter: RateLimiter<UInt64>
    private let budget: BodyBudget

    init(
        _ backend: TrailBackend,
        _ configuration: TrailServerConfiguration,
        _ budget: BodyBudget
    ) {
        self.budget = budget
        self.backend = backend
        self.configuration = configuration
        self.address = ServerAddress(configuration)
        self.sessions = BrowserSessions(
            key: configuration.beacon.sessionKey,
            maximumAge: configuration.beacon.sessionAge
        )
        let beacon = configuration.beacon
        self.limiter = RateLimiter(RateLimit(rate: beacon.rate, burst: beacon.burst))
    }

    /// Answers a post.
    func post(_ request: Request, _ context: Context) async throws -> Response {
        guard self.backend.recorder.capturing.kinds.contains(.page) else {
            throw Problem(.forbidden, "Page visits are not captured here.")
        }
        if !self.configuration.beacon.isOpen { _ = try context.authenticated() }
        // People may say where they went; a program's token must be one that may record.
        if context.principal?.type == .service { _ = try context.authorized(.ingest) }
        let origin = self.configuration.client.context(of: request, in: context)
        let network = origin.ip.flatMap { IPAddress($0)?.network }
        let limited = context.principal == nil ? network : nil
        if let limited { try self.admit(limited) }
        // A browser's beacon has no other type for text, unless it asks the server first.
        let form = try BodyForm(of: request, plainText: .json) ?? .form
        let session = try self.session(of: request, in: context)
        let limits = self.configuration.limits
        let bytes = try await request.body(
            upTo: self.configuration.beacon.maximumBody,
            within: limits.bodyTime,
            self.budget
        )
        let body = try VisitBody([UInt8](buffer: bytes), form)
        let client = BeaconClient(
            origin,
            principal: context.principal,
            session: session.current,
            tenant: self.configuration.tenant
        )
        var response: Response
        switch body {
        case .single(let fields):
            response = try await self.record(fields, client, request)
        case .batch(let items, let key):
            let report = await self.record(items, key: key, client, request, limited)
            response = report.response
            guard report.recorded > 0 else { return response }
        }
        response.headers[.setCookie] = session.setCookie
        return response
    }

    private func admit(_ network: UInt64) throws(Problem) {
        guard case .refused(let pause) = self.limiter.admit(network) else { return }
        var problem = Problem(.tooManyRequests)
        problem.headers[.retryAfter] = String(pause.components.seconds + 1)
        throw problem
    }

    /// The visit of an item, ready to be recorded.
    private func encode(
        _ fields: VisitFields,
        _ client: BeaconClient,
        _ request: Request
    ) throws -> EncodedEvent {
        let visit = try Visit(fields, refererHeader: request.headers[.referer])
        try self.backend.disk?.check(.page)
        do throws(EventError) {
            return try self.backend.recorder.encode(
                client.draft(visit),
                stated: BeaconClient.stated(visit)
            )
        } catch {
            throw Problem(ofVisit: error)
        }
    }

    private func record(
        _ fields: VisitFields,
        _ client: BeaconClient,
        _ request: Request
    ) async throws -> Response {
        let item = IngestItem(place: 0) { try self.encode(fields, client, request) }
        let (results, _) = await self.backend.recorder.record([item])
        guard let result = results.first else { throw Problem(.failure) }
        var response = try result.response
        if request.prefersRepresentation {
            response.headers[.preferenceApplied] = "return=representation"
            return response
        }
        return Response(status: response.status)
    }

    private func record(
        _ visits: [VisitBody.Item],
        key: String,
        _ client: BeaconClient,
        _ request: Request,
        _ limited: UInt64?
    ) async -> IngestReport {
        var report = IngestReport(.all(key: key))
        let items = visits.enumerated().map { number, visit in
            IngestItem(place: visit.place) {
                // The post itself has paid for the first.
                if let limited, number > 0 { try self.admit(limited) }
                return try self.encode(try visit.fields.get(), client, request)
            }
        }
        let (results, standstill) = await self.backend.recorder.record(items)
        results.forEach { report.add($0) }
        if let standstill { report.stop(standstill) }
        return report
    }
}

extension Beacon {
    /// The session of a post: the one of its cookie, or a new one with the cookie to set.
    ///
    /// A page of another origin that may not use the user's cookies gets none, for its browser
    /// would not keep it.
    /// - Throws: ``Problem`` 403 where such a page sent the cookie.
    private func session(
        of request: Request,
        in context: Context
    ) throws(Problem) -> (current: BrowserSession?, setCookie: String?) {
        // Whoever signed in has a session already.
        guard context.principal?.session == nil else { return (nil, nil) }
        let values = request.cookies(named: BrowserSessions.cookieName)
        if case .foreign(let origin) = RequestOrigin(of: request, in: context, self.address),
            !self.configuration.allowedOrigins.trusts(origin)
        {
            guard values.isEmpty else {
                throw Problem(.forbidden, "Pages of this origin may not use the session.")
            }
            return (nil, nil)
        }
        let now = self.backend.clock.now().microseconds / 1_000_000
        for value in values {
            if let session = self.sessions.session(from: value, now: now) { return (session, nil) }
        }
        let isSecure = self.address.url(of: request, in: context)?.isSecure ?? false
        let (session, setCookie) = self.sessions.make(now: now, isSecure: isSecure)
        return (session, setCookie)
    }
}
