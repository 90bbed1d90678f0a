internal import HTTPTypes
internal import Hummingbird
internal import NIOHTTP1
internal import Trail

/// How an exchange ended.
struct ExchangeEnd: Sendable {
    /// The status of the response; ``clientGone`` where the client did not wait for all of it,
    /// 500 where its body failed on the way.
    var status: Int
    /// The status that the head of the response said, where ``status`` is another one.
    var sentStatus: Int?
    /// Bytes of the response's body; `nil` where they are not known.
    var responseSize: Int64?
    /// The route's pattern; `nil` where no route matched.
    var route: String?
    /// `Access-Control-Allow-Origin` of the response.
    var allowedOrigin: String?
    /// When the first byte of a streamed body was written.
    var firstByte: ContinuousClock.Instant?
    /// When it ended; when it is asked for, if it is not set.
    var time: ContinuousClock.Instant?

    /// The status of an exchange whose client went away; what other servers log for it, too.
    static let clientGone = 499

    /// Whether the client did not get what the head promised.
    var isCut: Bool { self.sentStatus != nil || self.status == Self.clientGone }
}

extension ExchangeEnd {
    /// A response whose body is as long as it says, or empty.
    init(_ response: Response, route: String?) {
        self.status = response.status.code
        self.responseSize = response.body.contentLength.map { Int64($0) }
        self.route = route
        self.allowedOrigin = response.headers[.accessControlAllowOrigin]
    }

    /// What Hummingbird answers when `error` comes out of the chain.
    ///
    /// - Parameters:
    ///   - error: What came out.
    ///   - response: What the error answers itself, if it is one that does.
    ///   - route: The route's pattern.
    init(thrown error: any Error, response: Response?, route: String?) {
        // The server answers for what answers nothing itself, without a body.
        let answer = response ?? Response(status: .init(code: Self.status(of: error)))
        self.init(answer, route: route)
    }

    private static func status(of error: any Error) -> Int {
        switch error {
        case HTTPParserError.invalidEOFState: Self.clientGone
        case is HTTPParserError: HTTPResponse.Status.badRequest.code
        default: HTTPResponse.Status.internalServerError.code
        }
    }

    /// The error that nobody meant to be an answer, if `error` is or holds one.
    static func unhandled(_ error: any Error) -> (any Error)? {
        switch error {
        case is HTTPError, is HTTPParserError, is CancellationError: return nil
        case is any HTTPResponseError:
            // Hummingbird's CORS middleware makes an answer of whatever passes it.
            let original = Mirror(reflecting: error).descendant("originalError")
            return (original as? any Error).flatMap { Self.unhandled($0) }
        default: return error
        }
    }
}
