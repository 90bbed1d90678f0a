import Foundation
import Hummingbird
import JWTKit
import Trail
import TrailHummingbird
import TrailJWT
import TrailServer

/// The shop's accounts, and the tokens by which they sign in.
///
/// A real shop keeps its users in a database and their passwords as hashes.
struct SignIn: Sendable {
    let recorder: EventRecorder
    let tokens: JWTReader
    private let signers = JWTKeyCollection()
    private static let passwords = ["ada": "correct horse", "grace": "battery staple"]

    init(recorder: EventRecorder, secret: String) async throws {
        self.recorder = recorder
        self.tokens = JWTReader(JWTKeyRing([try await JWTKey.secret(Array(secret.utf8))]))
        await self.signers.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    }

    private struct Credentials: Decodable {
        let username: String
        let password: String
    }

    private struct Payload: JWTPayload {
        let sub: String
        let exp: ExpirationClaim

        func verify(using algorithm: some JWTAlgorithm) throws {
            try self.exp.verifyNotExpired()
        }
    }

    /// `POST /login`: a token for whoever knows the password; each attempt is recorded.
    @Sendable func login(_ request: Request, _ context: ShopContext) async throws -> String {
        let credentials = try await request.decode(as: Credentials.self, context: context)
        guard Self.passwords[credentials.username] == credentials.password else {
            try await self.recorder.loginFailed(username: credentials.username)
            throw HTTPError(.unauthorized)
        }
        let actor = Event.Actor(type: .user, id: credentials.username, isVerified: true)
        try await self.recorder.login(of: actor, username: credentials.username)
        let end = ExpirationClaim(value: .now.addingTimeInterval(3_600))
        return try await self.signers.sign(Payload(sub: credentials.username, exp: end))
    }
}

/// Tells the shop, and the log, who sent a request.
struct SignInMiddleware: RouterMiddleware {
    let tokens: JWTReader

    @concurrent func handle(
        _ request: Request,
        context: ShopContext,
        next: @concurrent (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        guard let actor = await self.tokens.actor(of: request.headers[.authorization]) else {
            return try await next(request, context)
        }
        CaptureScope.identify(actor)
        var context = context
        if actor.isVerified, let id = actor.id {
            // Ada runs the shop and administers the log; others see their own acts.
            let all = Set(Principal.Permission.allCases)
            context.principal = Principal(
                id: id,
                permissions: id == "ada" ? all : [.viewLogs],
                tenant: .default
            )
        }
        return try await next(request, context)
    }
}

/// Lets in whoever has signed in.
struct SignedInOnly: RouterMiddleware {
    @concurrent func handle(
        _ request: Request,
        context: ShopContext,
        next: @concurrent (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        guard context.principal != nil else { throw HTTPError(.unauthorized) }
        return try await next(request, context)
    }
}
