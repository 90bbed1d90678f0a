internal import Hummingbird
internal import NIOCore
internal import Trail

/// Reads what the forms of the dashboard send, within the time and the memory for all of them.
struct FormReader: Sendable {
    private let time: Duration
    private let budget: BodyBudget

    init(_ limits: TrailServerConfiguration.Limits) {
        self.time = limits.bodyTime
        self.budget = BodyBudget(bytes: limits.arriving)
    }

    /// The fields of the form in the body of `request`.
    ///
    /// - Throws: ``Problem`` 400, 408, 413, 415 or 503.
    func form(of request: Request) async throws -> FormBody {
        guard let form = try BodyForm(of: request) else { return FormBody([]) }
        guard form == .form else {
            throw Problem(.unsupportedMediaType, "The forms of this page are expected.")
        }
        let body = try await request.body(
            upTo: ObjectBody.maximumBytes,
            within: self.time,
            self.budget
        )
        return FormBody(try FormFields.parse(Array(body.readableBytesView)))
    }
}
