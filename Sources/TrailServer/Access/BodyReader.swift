internal import Hummingbird

/// Reads the bodies of administration, within the time and the memory for all of them together.
struct BodyReader: Sendable {
    private let time: Duration
    private let budget: BodyBudget

    init(_ limits: TrailServerConfiguration.Limits) {
        self.time = limits.bodyTime
        self.budget = BodyBudget(bytes: limits.arriving)
    }

    /// The JSON object in the body of `request`.
    ///
    /// - Throws: ``Problem`` 400, 408, 413, 415 or 503.
    func object(of request: Request) async throws -> ObjectBody {
        try await ObjectBody(request, within: self.time, self.budget)
    }
}
