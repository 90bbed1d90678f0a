internal import HTTPTypes
internal import Hummingbird

extension Response {
    /// The shortest body that is compressed, in bytes: a shorter one fits into a packet or two.
    private static let shortest = 1_024

    /// The answer to a `GET` or `HEAD`, compressed for a client that accepts gzip: text, and only
    /// where it is worth it.
    ///
    /// Bodies of unknown length, such as exports, are compressed while they are written. What is
    /// sent event by event is left as it is, for zlib would hold it back.
    func compressed(for request: Request) -> Response {
        guard self.isText else { return self }
        var response = self
        response.headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
        guard AcceptedCoding.prefersGzip(request.headers[values: .acceptEncoding]),
            self.isWorthIt
        else { return response }
        response.headers[.contentEncoding] = "gzip"
        // It is another representation: equal in meaning, not in bytes.
        if let tag = response.headers[.eTag], !tag.hasPrefix("W/") {
            response.headers[.eTag] = "W/" + tag
        }
        let body = self.body
        response.body = ResponseBody { writer in
            try await body.write(try CompressedWriter(writer))
        }
        response.headers[.contentLength] = nil
        return response
    }

    /// Whether there is text that may be compressed.
    private var isText: Bool {
        guard !self.headers.contains(.contentEncoding), let type = self.headers[.contentType]
        else { return false }
        guard !type.hasPrefix("text/event-stream") else { return false }
        return type.hasPrefix("text/")
            || ["json", "x-ndjson", "javascript"].contains { Self.subtype($0, isOf: type) }
    }

    private static func subtype(_ name: String, isOf type: String) -> Bool {
        let essence = type.prefix { $0 != ";" }
        return essence == "application/" + name || essence.hasSuffix("+" + name)
    }

    /// Whether the body is long enough, or of unknown length.
    private var isWorthIt: Bool {
        guard let length = self.headers[.contentLength].flatMap({ Int($0) }) else {
            return self.status == .ok
        }
        return length >= Self.shortest
    }
}
