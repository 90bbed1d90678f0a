public import HTTPTypes

/// Why a request is not answered as asked: RFC 9457 problem details.
///
/// Every response of 400 and above has one as its body. It never holds payload, credentials or
/// the text of an inner error.
public struct Problem: Error, Sendable, Hashable {
    /// What is wrong with one field of the input.
    public struct FieldError: Sendable, Hashable {
        /// The field, with the path to it.
        public let field: String
        /// What is wrong with it, as sentences.
        public var reasons: [String]

        /// An error on `field`.
        public init(_ field: String, _ reasons: String...) {
            self.field = field
            self.reasons = reasons
        }
    }

    /// What kind of problem it is; decides status, type and title.
    public var kind: Kind
    /// What is wrong with this request, as a sentence.
    public var detail: String
    /// What is wrong with the fields of the input, in the order in which it was found.
    public var errors: [FieldError]
    /// Header fields that the status asks for: `Allow`, `Retry-After`, `WWW-Authenticate`.
    public var headers: HTTPFields

    /// A problem of `kind`; its usual sentence when there is no better one.
    public init(
        _ kind: Kind,
        _ detail: String? = nil,
        errors: [FieldError] = [],
        headers: HTTPFields = HTTPFields()
    ) {
        self.kind = kind
        self.detail = detail ?? kind.sentence
        self.errors = errors
        self.headers = headers
        if let seconds = kind.retryAfter {
            self.headers[.retryAfter] = String(seconds)
        }
    }

    /// A problem with one field of the input.
    public init(field: String, _ reason: String) {
        self.init(.invalidInput, errors: [FieldError(field, reason)])
    }
}

extension Problem: CustomStringConvertible {
    /// Status, kind and sentence.
    public var description: String { "\(self.kind.status.code) \(self.kind.name): \(self.detail)" }
}
