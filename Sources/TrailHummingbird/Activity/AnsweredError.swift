internal import HTTPTypes
internal import Hummingbird

/// An error with the response that it is, made once: for the event, and for the router to send.
///
/// Making a response may take time and have effects, and may come out otherwise the second time.
struct AnsweredError: HTTPResponseError {
    /// What was thrown; called as in Hummingbird's own errors that hold another.
    let originalError: any Error
    private let answer: Result<Response, any Error>
    /// The status of ``originalError``, whether or not its response has it.
    let status: HTTPResponse.Status

    /// Makes the response of `error`.
    init(_ error: any HTTPResponseError, _ request: Request, _ context: some RequestContext) {
        self.originalError = error
        self.status = error.status
        self.answer = Result { try error.response(from: request, context: context) }
    }

    /// The response as the client sees it: an error that fails to make one is answered for by the
    /// server, without a body.
    var looked: Response {
        (try? self.answer.get()) ?? Response(status: .internalServerError)
    }

    /// The response that was made.
    func response(from request: Request, context: some RequestContext) throws -> Response {
        try self.answer.get()
    }
}
