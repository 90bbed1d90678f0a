public import HTTPTypes

extension Problem {
    /// A kind of problem: its status, its title and the sentence that fits it in general.
    ///
    /// New kinds may be added; a client that does not know one goes by the status.
    public struct Kind: Sendable, Hashable {
        /// The name, the last part of the `type` URI.
        public let name: String
        /// The status of the response.
        public let status: HTTPResponse.Status
        /// A short summary, the same for every problem of the kind.
        public let title: String
        /// The sentence of a problem that says nothing more exact.
        public let sentence: String
        /// After how many seconds trying again makes sense.
        public let retryAfter: Int?

        /// A kind of problem.
        public init(
            _ name: String,
            _ status: HTTPResponse.Status,
            title: String,
            sentence: String,
            retryAfter: Int? = nil
        ) {
            self.name = name
            self.status = status
            self.title = title
            self.sentence = sentence
            self.retryAfter = retryAfter
        }

        /// A kind for a status that has none of its own.
        public init(_ status: HTTPResponse.Status) {
            let phrase = status.reasonPhrase.isEmpty ? "Error" : status.reasonPhrase
            self.init("http-\(status.code)", status, title: phrase, sentence: phrase + ".")
        }

        /// The `type` of the problem.
        public var uri: String { "urn:trail:problem:" + self.name }
    }
}

extension Problem.Kind {
    /// Whether the same request may succeed later.
    var isTransient: Bool { self.status.code >= 500 || self.status.code == 429 }

    /// The request cannot be read at all.
    public static let malformed = Self(
        "malformed",
        .badRequest,
        title: "Malformed request",
        sentence: "The request cannot be read."
    )
    /// The input can be read and is not acceptable; `errors` says which fields.
    public static let invalidInput = Self(
        "invalid-input",
        .badRequest,
        title: "Invalid input",
        sentence: "The input is not valid."
    )
    /// Nobody has said who asks, or what they presented is not accepted.
    public static let unauthenticated = Self(
        "unauthenticated",
        .unauthorized,
        title: "Not authenticated",
        sentence: "Authentication credentials were not provided."
    )
    /// Whoever asks may not do this.
    public static let forbidden = Self(
        "forbidden",
        .forbidden,
        title: "Not permitted",
        sentence: "You do not have permission to perform this action."
    )
    /// There is no such thing, or none that may be seen.
    public static let notFound = Self(
        "not-found",
        .notFound,
        title: "Not found",
        sentence: "Not found."
    )
    /// The path is right, the method is not.
    public static let methodNotAllowed = Self(
        "method-not-allowed",
        .methodNotAllowed,
        title: "Method not allowed",
        sentence: "The method is not allowed here."
    )
    /// Nothing here knows this method.
    public static let unknownMethod = Self(
        "unknown-method",
        .notImplemented,
        title: "Unknown method",
        sentence: "The method is not known."
    )
    /// The request did not arrive in time.
    public static let tooSlow = Self(
        "too-slow",
        .requestTimeout,
        title: "Request too slow",
        sentence: "The request did not arrive in time."
    )
    /// What is asked for contradicts what is there.
    public static let conflict = Self(
        "conflict",
        .conflict,
        title: "Conflict",
        sentence: "This contradicts what was recorded before."
    )
    /// The body is larger than is accepted.
    public static let tooLarge = Self(
        "too-large",
        .contentTooLarge,
        title: "Content too large",
        sentence: "The body is larger than is accepted."
    )
    /// The body is of a media type, character set or coding that is not read here.
    public static let unsupportedMediaType = Self(
        "unsupported-media-type",
        .unsupportedMediaType,
        title: "Unsupported media type",
        sentence: "The body is of a type that is not read here."
    )
    /// The client sends more than its share.
    public static let tooManyRequests = Self(
        "too-many-requests",
        .tooManyRequests,
        title: "Too many requests",
        sentence: "More requests came from this address than are accepted.",
        retryAfter: 1
    )
    /// The path is one of a WebSocket, and the request no handshake of one.
    public static let upgradeRequired = Self(
        "upgrade-required",
        .upgradeRequired,
        title: "Upgrade required",
        sentence: "This path speaks WebSocket (RFC 6455) and nothing else."
    )
    /// The head of the request is larger than is accepted.
    public static let headTooLarge = Self(
        "head-too-large",
        .requestHeaderFieldsTooLarge,
        title: "Request head too large",
        sentence: "The header fields of the request are larger than is accepted."
    )
    /// Something here failed.
    public static let failure = Self(
        "failure",
        .internalServerError,
        title: "Internal error",
        sentence: "The request failed for a reason that is not the client's."
    )
}
