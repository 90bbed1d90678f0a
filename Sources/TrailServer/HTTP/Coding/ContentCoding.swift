internal import HTTPTypes
internal import Hummingbird

/// The coding under which a body arrives (RFC 9110 §8.4.1).
enum ContentCoding: Sendable, Hashable {
    /// As it is.
    case identity
    /// `gzip` (RFC 1952), of one or several members.
    case gzip
    /// `deflate`: the zlib format (RFC 1950).
    case deflate

    /// The coding that `request` names.
    ///
    /// - Throws: ``Problem`` 415 for another one, and for several.
    init(of request: Request) throws(Problem) {
        switch request.headers[.contentEncoding]?.lowercased() {
        case nil, "", "identity": self = .identity
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        default:
            throw Problem(
                .unsupportedMediaType,
                "Of content codings only gzip and deflate are read here.",
                headers: [.acceptEncoding: "gzip, deflate, identity"]
            )
        }
    }
}

extension Request {
    /// The request with its body as it was before a content coding, read piece by piece.
    ///
    /// - Throws: ``Problem`` 415 for a coding that is not read here.
    func decoded() throws(Problem) -> Request {
        let coding = try ContentCoding(of: self)
        guard coding != .identity else { return self }
        var head = self.head
        head.headerFields[.contentEncoding] = nil
        // It says how long the body was on its way; what comes out is bounded while it is read.
        head.headerFields[.contentLength] = nil
        let body = InflatedBody(body: self.body, coding: coding)
        return Request(head: head, body: RequestBody(asyncSequence: body))
    }
}
