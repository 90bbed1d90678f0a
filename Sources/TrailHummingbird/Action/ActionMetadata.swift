internal import HTTPTypes
public import Hummingbird
internal import NIOCore
public import Trail

/// What else is kept of an action, such as the data of the request.
public struct ActionMetadata<Context: RequestContext>: Sendable {
    /// Gives a JSON object before the handler runs; `nil` for none.
    ///
    /// It may read the body, all of it or its beginning: the handler has it as well, as it came,
    /// with the error by which it ended where the client broke it off. What the closure puts in its
    /// place the handler does not see.
    public typealias Make = @Sendable (inout Request, Context) async throws -> JSON?

    private let make: Make

    /// Metadata that `make` gives; none where it throws or gives no object.
    public init(_ make: @escaping Make) {
        self.make = make
    }

    /// The data of a request, as the member `data`: a JSON body that states a length of at most
    /// `limit` bytes.
    ///
    /// Any other body is left alone. The recorder's leak guard masks passwords and the like.
    public static func requestData(upTo limit: Int = 16_384) -> Self {
        Self { request, _ in
            guard let type = request.headers[.contentType], type.hasPrefix("application/json"),
                let length = request.headers[.contentLength].flatMap({ Int($0) }),
                (1...limit).contains(length)
            else { return nil }
            let body = try await request.collectBody(upTo: limit)
            let data = try CanonicalJSON(parsing: Array(body.readableBytesView), depth: 16)
            return ["data": data.value]
        }
    }

    /// The metadata of a request.
    func value(of request: inout Request, _ context: Context) async -> CanonicalJSON? {
        let tap = BodyTap(request.body)
        var seen = request
        seen.body = tap.body
        // A handler must not fail because the log cannot read what it may well be able to read.
        let value: JSON? = (try? await self.make(&seen, context)) ?? nil
        // Set once: a body that was replaced twice forgets the connection that it came by.
        if let body = tap.takeRemainder() { request.body = body }
        guard let value else { return nil }
        let json = CanonicalJSON(value)
        return json.isObject && json.bytes.count <= EventLimits().json ? json : nil
    }
}
