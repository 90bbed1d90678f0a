package import Trail

/// An error that nobody meant to be a response: the `system` event `http.unhandled_error`.
package struct UnhandledError {
    private let type: String
    private let status: Int
    private let method: String
    private let path: String
    private let route: String?

    /// The error that was answered with `status`.
    package init(
        _ error: any Error,
        status: Int,
        method: String,
        path: String,
        route: String?
    ) {
        let limits = EventLimits()
        self.type = String(reflecting: Swift.type(of: error)).kept(within: limits.word)
        self.status = status
        self.method = method.kept(within: limits.word)
        self.path = path.kept(within: limits.line)
        self.route = route
    }

    /// The event; of the error only its type is told, for its text may hold anything.
    package var draft: Event.Draft {
        var detail = SystemDetail(
            .error,
            category: "http",
            eventName: "unhandled_error",
            message: "An error of type \(self.type) was answered with status \(self.status)."
        )
        detail.source = (self.route ?? self.path).kept(within: EventLimits().word)
        var facts: [String: JSON] = [
            "error": .string(self.type),
            "method": .string(self.method),
            "url": .string(self.path),
        ]
        facts["route"] = self.route.map { .string($0) }
        detail.facts = CanonicalJSON(.object(facts))
        return Event.Draft(.system(detail))
    }
}
