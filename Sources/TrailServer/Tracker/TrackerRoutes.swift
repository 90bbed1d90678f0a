internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// `/trail.js`: the tracker, for pages of any origin.
///
/// Under its own version, `/trail.js?v=0123456789abcdef`, a browser may keep it for ever; else, and
/// under a version that has passed, for five minutes.
struct TrackerRoutes<Context: RequestContext>: Sendable {
    private static var forever: String { "public, max-age=31536000, immutable" }
    private static var briefly: String { "public, max-age=300" }

    private let script: TrackerScript
    /// The script in the gzip format; `nil` where there was no memory for making it.
    private let packed: ByteBuffer?

    /// The routes of a server with `configuration`.
    init(_ configuration: TrailServerConfiguration) {
        self.script = TrackerScript(beaconPath: configuration.beacon.path)
        self.packed = try? Self.packed(self.script.bytes)
    }

    private static func packed(_ bytes: [UInt8]) throws(Problem) -> ByteBuffer {
        let deflater = try Deflater(level: Deflater.small)
        var packed = deflater.add(ByteBuffer(bytes: bytes))
        var rest = deflater.finish()
        packed.writeBuffer(&rest)
        return packed
    }

    /// Adds the script.
    func add(to router: some RouterMethods<Context>) {
        router.serve(Resource(get: self.show), at: "/trail.js")
    }

    @Sendable private func show(_ request: Request, _ context: Context) async throws -> Response {
        let tag = "\"\(self.script.version)\""
        let isCurrent = request.uri.queryParameters["v"].map { $0 == self.script.version } ?? false
        var headers: HTTPFields = [
            .contentType: "text/javascript; charset=utf-8",
            .cacheControl: isCurrent ? Self.forever : Self.briefly,
            .eTag: tag,
            .xContentTypeOptions: "nosniff",
            // It is the same for everybody and holds nothing of anybody.
            .accessControlAllowOrigin: "*",
            .crossOriginResourcePolicy: "cross-origin",
        ]
        guard !Response.names(tag, request.headers[values: .ifNoneMatch]) else {
            headers[.contentType] = nil
            headers[.vary] = "Accept-Encoding"
            var response = Response(status: .notModified, headers: headers)
            response.headers[.contentLength] = nil
            return response
        }
        if let packed, AcceptedCoding.prefersGzip(request.headers[values: .acceptEncoding]) {
            headers[.contentEncoding] = "gzip"
            headers[.eTag] = "W/" + tag
            headers[.vary] = "Accept-Encoding"
            return Response(
                status: .ok,
                headers: headers,
                body: ResponseBody(byteBuffer: packed)
            )
        }
        let body = ResponseBody(byteBuffer: ByteBuffer(bytes: self.script.bytes))
        return Response(status: .ok, headers: headers, body: body)
    }
}
