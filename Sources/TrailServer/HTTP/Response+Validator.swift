internal import Crypto
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

extension Response {
    /// A JSON body with a validator, by which a program that has kept a copy learns that it is
    /// still right: `304` where `request` names it in `If-None-Match` (RFC 9110 §13.1.2).
    ///
    /// The validator is a hash of the body, so it holds for exactly as long as that is the same.
    static func json(_ bytes: [UInt8], validatedBy request: Request) -> Response {
        let hash = SHA256.hash(data: bytes)
        let tag = "\"" + Base64URL.encode(hash.prefix(16)) + "\""
        var response = Response.json(bytes)
        if Self.names(tag, request.headers[values: .ifNoneMatch]) {
            response = Response(
                status: .notModified,
                headers: [.cacheControl: "no-store", .vary: "Accept-Encoding"]
            )
            response.headers[.contentLength] = nil
        }
        response.headers[.eTag] = tag
        return response
    }

    /// Whether a list of tags has this one, weak or strong, or is `*`.
    static func names(_ tag: String, _ values: [String]) -> Bool {
        values.joined(separator: ",").split(separator: ",").contains { value in
            let value = value.filter { $0 != " " && $0 != "\t" }
            return value == tag || value == "W/" + tag || value == "*"
        }
    }
}
