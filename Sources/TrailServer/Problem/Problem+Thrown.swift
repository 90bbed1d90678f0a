internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import Trail

extension Problem {
    /// What a client is told of anything that a handler threw; ``Kind/failure`` for what is not
    /// known, and nothing of its text.
    init(thrown error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as EventError: self.init(error)
        case let error as TrailError: self.init(error)
        case is NIOTooManyBytesError: self.init(.tooLarge)
        case let error as HTTPParserError: self.init(error)
        case let error as HTTPError: self.init(error)
        case let error as any HTTPResponseError: self.init(Kind(error.status))
        default: self.init(.failure)
        }
    }

    /// What a client is told of a request that is no HTTP; the connection ends with it.
    init(_ error: HTTPParserError) {
        self.init(error == .headerOverflow ? .headTooLarge : .malformed)
        self.headers[.connection] = "close"
    }

    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self.init(.notFound, error.body)
        case .contentTooLarge: self.init(.tooLarge, error.body)
        case .unsupportedMediaType: self.init(.unsupportedMediaType, error.body)
        case .unauthorized: self.init(.unauthenticated, error.body)
        case .forbidden: self.init(.forbidden, error.body)
        default: self.init(Kind(error.status), error.body)
        }
        self.headers.append(contentsOf: error.headers)
    }
}
