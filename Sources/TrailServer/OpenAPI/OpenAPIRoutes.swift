internal import HTTPTypes
internal import Hummingbird
internal import Synchronization
internal import Trail

/// `openapi.json`: what is served, for programs.
struct OpenAPIRoutes<Context: RequestContext>: Sendable {
    private let text: OpenAPIText

    /// The routes of a document.
    init(_ scope: OpenAPIScope) {
        self.text = OpenAPIText(scope)
    }

    /// Adds the document at `path`.
    func add(to router: some RouterMethods<Context>, at path: String) {
        let text = self.text
        let resource = Resource<Context>(get: { request, _ in
            var base = request.uri.path[...]
            if base.hasSuffix("/") { base.removeLast() }
            if base.hasSuffix(path) { base.removeLast(path.count) } else { base = "" }
            let bytes = text.bytes(below: String(base))
            var response = Response.json(bytes, validatedBy: request)
            // Public, and the same until the server is another.
            response.headers[.cacheControl] = "public, max-age=300"
            return response
        })
        router.serve(resource, at: RouterPath(path))
    }
}

/// The text of a document, which is written when it is first asked for.
private final class OpenAPIText: Sendable {
    private let scope: OpenAPIScope
    /// The last one written, and for where.
    private let last = Mutex<(base: String, bytes: [UInt8])?>(nil)

    init(_ scope: OpenAPIScope) {
        self.scope = scope
    }

    func bytes(below base: String) -> [UInt8] {
        self.last.withLock { last in
            if let last, last.base == base { return last.bytes }
            var output = JSONOutput(capacity: 262_144)
            output.value(OpenAPIDocument(self.scope).json(below: base))
            last = (base, output.bytes)
            return output.bytes
        }
    }
}

extension JSONOutput {
    /// A value, the members of objects by name.
    mutating func value(_ value: JSON) {
        switch value {
        case .null: self.null()
        case .bool(let flag): self.bool(flag)
        case .integer(let number): self.integer(number)
        case .double(let number): self.raw(String(number).utf8)
        case .digits(let text), .string(let text): self.string(text)
        case .bytes(let bytes): self.string(Base64URL.encode(bytes))
        case .array(let elements):
            self.beginArray()
            for element in elements { self.value(element) }
            self.endArray()
        case .object(let members):
            self.beginObject()
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                self.key(name)
                self.value(member)
            }
            self.endObject()
        }
    }
}
