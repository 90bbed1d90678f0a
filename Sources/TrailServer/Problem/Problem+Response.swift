public import Hummingbird
internal import HTTPTypes

extension Problem {
    /// The problem as JSON: `type`, `title`, `status`, `detail`, and `errors` where there are any.
    package var json: [UInt8] {
        var output = JSONOutput()
        output.beginObject()
        self.write(to: &output)
        output.endObject()
        return output.bytes
    }

    /// Writes the members into an object that others add to.
    func write(to output: inout JSONOutput) {
        output.member("type", self.kind.uri)
        output.member("title", self.kind.title)
        output.member("status", self.kind.status.code)
        output.member("detail", self.detail)
        guard !self.errors.isEmpty else { return }
        output.key("errors")
        Self.write(self.errors, to: &output)
    }

    /// Writes an object `{field: [reason]}`; a field that is named twice has both reasons.
    static func write(_ errors: [FieldError], to output: inout JSONOutput) {
        var fields: [FieldError] = []
        for error in errors {
            if let place = fields.firstIndex(where: { $0.field == error.field }) {
                fields[place].reasons += error.reasons
            } else {
                fields.append(error)
            }
        }
        output.beginObject()
        for error in fields {
            output.key(error.field)
            output.beginArray()
            for reason in error.reasons {
                output.string(reason)
            }
            output.endArray()
        }
        output.endObject()
    }

    /// The response that tells the client.
    public var response: Response {
        var headers = self.headers
        headers[.contentType] = Self.mediaType
        headers[.cacheControl] = "no-store"
        return Response(
            status: self.kind.status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: self.json))
        )
    }

    /// The media type of problems.
    static let mediaType = "application/problem+json"
}

/// Makes a problem a response also where no ``ProblemMiddleware`` stands in between.
extension Problem: HTTPResponseError {
    /// The status of the response.
    public var status: HTTPResponse.Status { self.kind.status }

    /// The response that tells the client.
    public func response(from request: Request, context: some RequestContext) -> Response {
        self.response
    }
}
