internal import HTTPTypes
public import Hummingbird

/// Compresses the answers to `GET` for clients that accept gzip: text, and only where it is worth it.
///
/// Bodies of unknown length, such as exports, are compressed while they are written. What is sent
/// event by event is left as it is, for zlib would hold it back.
public struct CompressionMiddleware<Context: RequestContext>: RouterMiddleware {
    /// The shortest body that is compressed, in bytes: a shorter one fits into a packet or two.
    static var shortest: Int { 1_024 }

    /// A middleware.
    public init() {}

    /// Passes the request on, and compresses the answer where that is asked for.
    @concurrent public func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard request.method == .get || request.method == .head, Self.isText(response) else {
            return response
        }
        response.headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
        guard AcceptedCoding.prefersGzip(request.headers[values: .acceptEncoding]),
            Self.isWorthIt(response)
        else { return response }
        response.headers[.contentEncoding] = "gzip"
        // It is another representation: equal in meaning, not in bytes.
        if let tag = response.headers[.eTag], !tag.hasPrefix("W/") {
            response.headers[.eTag] = "W/" + tag
        }
        if request.method == .get {
            let body = response.body
            response.body = ResponseBody { writer in
                try await body.write(try CompressedWriter(writer))
            }
        }
        response.headers[.contentLength] = nil
        return response
    }

    /// Whether there is text that may be compressed.
    private static func isText(_ response: Response) -> Bool {
        guard !response.headers.contains(.contentEncoding),
            let type = response.headers[.contentType]
        else { return false }
        guard !type.hasPrefix("text/event-stream") else { return false }
        return type.hasPrefix("text/")
            || ["json", "x-ndjson", "javascript"].contains { Self.subtype($0, isOf: type) }
    }

    private static func subtype(_ name: String, isOf type: String) -> Bool {
        let essence = type.prefix { $0 != ";" }
        return essence == "application/" + name || essence.hasSuffix("+" + name)
    }

    /// Whether the body is long enough, or of unknown length; also for a `HEAD` without one.
    private static func isWorthIt(_ response: Response) -> Bool {
        guard let length = response.headers[.contentLength].flatMap({ Int($0) }) else {
            return response.status == .ok
        }
        return length >= Self.shortest
    }
}
