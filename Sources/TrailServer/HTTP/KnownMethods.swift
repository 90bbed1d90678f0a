internal import HTTPTypes

/// The methods that a resource answers for, allowed or not.
enum KnownMethods {
    /// The methods of RFC 9110, PATCH and QUERY.
    static let all: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect]
        + [HTTPRequest.Method("QUERY")].compactMap { $0 }
}
