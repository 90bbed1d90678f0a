internal import HTTPTypes
internal import Hummingbird
internal import Trail

extension ActivityTracker {
    /// Ends an exchange that was answered, now or when its body has been written.
    ///
    /// - Returns: The response to hand on.
    /// - Throws: Only where recording is `strict`.
    func finish(
        _ exchange: Exchange,
        _ response: Response,
        _ context: Context
    ) async throws -> Response {
        guard !exchange.events.isEmpty || self.configuration.capturesErrors else {
            return response
        }
        let route = Self.route(of: context)
        // Without figures, too: how a body ends that is still to be written nobody knows yet.
        guard !response.body.isBuffered else {
            var end = ExchangeEnd(response, route: route)
            if self.configuration.decidesUpgrades, response.status == .ok {
                end.status = HTTPResponse.Status.switchingProtocols.code
            }
            try await self.record(exchange, end)
            return response
        }
        var response = response
        let streamed = StreamedExchange(exchange, response, route: route, tracker: self)
        response.body = streamed.following(response.body)
        return response
    }

    /// Ends an exchange out of which `error` came.
    ///
    /// - Returns: The error to throw on: `error` or, where that is a response, one that holds it.
    func fail(
        _ exchange: Exchange,
        _ error: any Error,
        _ request: Request,
        _ context: Context
    ) async -> any Error {
        let answered = (error as? any HTTPResponseError).map {
            AnsweredError($0, request, context)
        }
        let end = ExchangeEnd(
            thrown: error,
            response: answered?.looked,
            route: Self.route(of: context)
        )
        // The request fails already, by an error that says more.
        try? await self.record(exchange, end, unhandled: ExchangeEnd.unhandled(error))
        // Routes within may have contexts that encode otherwise than the router's, which asks last.
        guard let answered, !(Context.self is any ChildRequestContext.Type) else { return error }
        return answered
    }

    /// Records the events of an exchange.
    func record(
        _ exchange: Exchange,
        _ end: ExchangeEnd,
        unhandled error: (any Error)? = nil
    ) async throws {
        if let error, self.configuration.capturesErrors {
            try await self.recorder.capture(Self.draft(of: error, exchange, end))
        }
        for draft in exchange.drafts(end) {
            try await self.recorder.capture(draft)
        }
    }

    private static func draft(
        of error: any Error,
        _ exchange: Exchange,
        _ end: ExchangeEnd
    ) -> Event.Draft {
        let unhandled = UnhandledError(
            error,
            status: end.status,
            method: exchange.method,
            path: exchange.path,
            route: end.route
        )
        return exchange.scope.complete(unhandled.draft)
    }

    /// The pattern of the route that answered; `nil` where none matched.
    private static func route(of context: Context) -> String? {
        guard let path = context.endpointPath, path.utf8.first == UInt8(ascii: "/") else {
            return nil
        }
        return path.kept(within: EventLimits().line)
    }
}
