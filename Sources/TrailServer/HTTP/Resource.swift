internal import HTTPTypes
internal import Hummingbird

/// What each method does at one path.
///
/// HEAD follows from GET, and what GET gives is compressed for clients that want it; OPTIONS says
/// what is allowed, and every other method is answered 405 with `Allow`. A router alone would
/// answer 404 for those.
struct Resource<Context: RequestContext>: Sendable {
    /// Answers a request.
    typealias Handler = @Sendable (Request, Context) async throws -> Response

    private var handlers: [HTTPRequest.Method: Handler]

    /// A resource that answers the methods given.
    init(
        get: Handler? = nil,
        post: Handler? = nil,
        put: Handler? = nil,
        patch: Handler? = nil,
        delete: Handler? = nil
    ) {
        self.handlers = [:]
        self.handlers[.post] = post
        self.handlers[.put] = put
        self.handlers[.patch] = patch
        self.handlers[.delete] = delete
        guard let get else { return }
        let compressed: Handler = { request, context in
            try await get(request, context).compressed(for: request)
        }
        self.handlers[.get] = compressed
        self.handlers[.head] = { request, context in
            let response = try await compressed(request, context)
            var head = response.createHeadResponse()
            // Of a body of unknown length an empty one says nothing.
            head.headers[.contentLength] = response.headers[.contentLength]
            return head
        }
    }

    /// The value of `Allow`.
    var allow: String {
        KnownMethods.all
            .filter { $0 == .options || self.handlers[$0] != nil }
            .map(\.rawValue)
            .joined(separator: ", ")
    }

    /// What `method` does here.
    func handler(for method: HTTPRequest.Method) -> Handler {
        if let handler = self.handlers[method] { return handler }
        let allow = self.allow
        if method == .options {
            return { _, _ in Response(status: .noContent, headers: [.allow: allow]) }
        }
        let sentence = "Method \"\(method.rawValue)\" not allowed."
        return { _, _ in throw Problem(.methodNotAllowed, sentence, headers: [.allow: allow]) }
    }
}

extension RouterMethods {
    /// Serves `resource` at `path`, with and without a slash at the end.
    func serve(_ resource: Resource<Context>, at path: RouterPath) {
        for method in KnownMethods.all {
            let handler = resource.handler(for: method)
            self.on(path, method: method) { request, context in
                try await handler(request, context)
            }
        }
    }
}
