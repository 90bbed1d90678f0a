internal import Hummingbird
internal import Trail

/// Reads figures about events for whoever asks, as the parameters of a request say.
///
/// API and dashboard ask by it, so that both show the same, and no more than may be seen.
struct FigureReader: Sendable {
    /// The most endpoints that are told.
    private static let mostEndpoints = 50

    /// What is asked.
    let backend: TrailBackend

    /// Numbers about a window of time.
    ///
    /// - Throws: ``Problem`` 400, 401 or 403, and what the store throws.
    func dashboard(
        _ request: Request,
        _ context: some PrincipalContext
    ) async throws -> (window: FigureWindow, figures: Figures) {
        let principal = try context.authorizedToRead()
        let values = try QueryValues(request)
        try values.allow("hours", "date_from", "date_to", "interval", "tenant_id")
        let window = try FigureWindow(values, now: self.backend.clock.now())
        var query = try ReadAccess(principal, tenant: try values.tenant()).query()
        query.from = window.from
        query.to = window.to
        let figures = try await self.backend.store.figures(
            FiguresRequest(
                query,
                interval: window.interval,
                lists: [.users, .urls, .pages, .addresses, .failures]
            )
        )
        return (window, figures)
    }

    /// Addresses from which many logins failed in a while.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: Who asks.
    ///   - most: How many failed logins are looked at, the newest first; as many as the store does
    ///     by itself where it is `nil`.
    /// - Returns: The addresses.
    /// - Throws: ``Problem`` 400, 401 or 403, and what the store throws.
    func suspects(
        _ request: Request,
        _ context: some PrincipalContext,
        lookingAt most: Int? = nil
    ) async throws -> Suspects {
        let principal = try context.authorizedToRead()
        let values = try QueryValues(request)
        try values.allow("threshold", "window_minutes", "date_from", "date_to", "tenant_id")
        let threshold = try values.number("threshold", in: 1...1_000_000, default: 5)
        let minutes = try values.number("window_minutes", in: 1...44_640, default: 60)
        let length = Duration.seconds(60 * Int64(minutes))
        let (from, to) = (try values.time("date_from"), try values.time("date_to", isEnd: true))
        var query = try ReadAccess(principal, tenant: try values.tenant()).query([.login])
        // Without a start, the last window alone.
        let end = to ?? self.backend.clock.now()
        query.from = from ?? end.advanced(by: .zero - length)
        query.to = to
        if let from, let to, from > to {
            throw Problem(field: "date_to", "It ends before it begins.")
        }
        var asked = SuspectsRequest(query, threshold: Int(threshold), window: length)
        if let most { asked.rowBudget = most }
        return try await self.backend.store.suspects(asked)
    }

    /// The endpoints with the most errors.
    ///
    /// - Throws: ``Problem`` 400, 401 or 403, and what the store throws.
    func errorRates(
        _ request: Request,
        _ context: some PrincipalContext
    ) async throws -> (window: FigureWindow, endpoints: Figures.Ranking<Figures.Endpoint>) {
        let principal = try context.authorizedToRead()
        let values = try QueryValues(request)
        try values.allow("hours", "date_from", "date_to", "tenant_id")
        let window = try FigureWindow(values, now: self.backend.clock.now())
        var query = try ReadAccess(principal, tenant: try values.tenant()).query()
        query.from = window.from
        query.to = window.to
        var asked = FiguresRequest(query, lists: [.endpoints], limit: Self.mostEndpoints)
        asked.isCounting = false
        return (window, try await self.backend.store.figures(asked).endpoints)
    }
}
