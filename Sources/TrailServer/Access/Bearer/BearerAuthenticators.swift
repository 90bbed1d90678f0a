internal import HTTPTypes
internal import Hummingbird

/// Those who know bearer tokens, in the order in which they are asked; the first that accepts one
/// decides.
struct BearerAuthenticators: Sendable {
    private let all: [(scheme: String, authenticator: any BearerAuthenticator)]

    init(_ authenticators: [any BearerAuthenticator]) {
        self.all = authenticators.map { ($0.scheme.lowercased(), $0) }
    }

    /// Whether one of them knows tokens of `scheme`, which is in lower case.
    func know(_ scheme: String) -> Bool {
        self.all.contains { $0.scheme == scheme }
    }

    /// Who presents a token; `nil` where nobody accepts it.
    ///
    /// - Throws: ``Trail/TrailError`` where it cannot be found out at the moment.
    func principal(
        presenting token: String,
        scheme: String = "bearer"
    ) async throws -> Principal? {
        for (own, authenticator) in self.all where own == scheme {
            if let principal = try await authenticator.principal(presenting: token) {
                return principal
            }
        }
        return nil
    }
}

extension Request {
    /// The scheme of its `Authorization` in lower case, and what follows it; two such fields make
    /// one token that nobody accepts.
    var credentials: (scheme: String, token: String)? {
        guard let value = self.headers[.authorization] else { return nil }
        let scheme = value.utf8.prefix { $0 != UInt8(ascii: " ") }
        let token = value.utf8.dropFirst(scheme.count).drop { $0 == UInt8(ascii: " ") }
        guard let scheme = String(scheme), let token = String(token) else { return nil }
        return (scheme.lowercased(), token)
    }
}
