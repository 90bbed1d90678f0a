import HTTPTypes
import Trail

@testable import TrailServer

extension TestServer {
    /// A password that is long enough.
    static let password = "correct horse battery"

    /// A cost that a test can pay many times.
    static let cheap = PasswordCost("ln=4,r=1,p=1") ?? .random

    /// Adds a user.
    @discardableResult
    func addUser(
        _ name: String,
        _ permissions: Set<Principal.Permission> = [],
        tenant: TenantID = .default,
        isSuperuser: Bool = false,
        mustChange: Bool = false
    ) async throws -> UserAccount {
        let user = UserAccount(
            name: name,
            password: UserAccount.Password(
                hash: try PasswordHash(of: Self.password, cost: Self.cheap).text,
                changedAt: Self.now,
                mustChange: mustChange
            ),
            permissions: permissions,
            tenant: tenant,
            isSuperuser: isSuperuser,
            createdAt: Self.now
        )
        try await self.store.add(user)
        return user
    }

    /// The cookie of a user that has signed in, as a browser sends it.
    func cookie(of user: UserAccount) async throws -> HTTPFields {
        let secret = SessionSecret.random()
        let session = UserSession(
            hash: secret.hash,
            user: user.name,
            createdAt: Self.now,
            expiresAt: Self.now.advanced(by: .seconds(3_600))
        )
        guard await self.store.begin(session, of: user) else { throw NoSession() }
        return [.cookie: "trail_user=" + secret.text]
    }

    /// The user was changed meanwhile.
    struct NoSession: Error {}

    /// The last events of a kind, once there are so many: what is captured is written a moment
    /// later.
    func events(_ kind: Event.Kind, atLeast count: Int) async throws -> [SealedEvent] {
        while true {
            let events = await self.events().filter { $0.header.kind == kind }
            if events.count >= count { return events }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

extension TestClient {
    /// Signs in.
    func signIn(
        _ name: String,
        _ password: String = TestServer.password,
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        let body = #"{"username":"\#(name)","password":"\#(password)"}"#
        return try await self.post("/api/activity/session/", body, headers)
    }

    func patch(_ path: String, _ body: String, _ headers: HTTPFields) async throws -> Answer {
        try await self.json(.patch, path, body, headers)
    }

    func post(_ path: String, _ body: String, _ headers: HTTPFields) async throws -> Answer {
        try await self.json(.post, path, body, headers)
    }

    func delete(_ path: String, _ headers: HTTPFields) async throws -> Answer {
        try await self.send(.delete, path, headers)
    }

    func get(_ path: String, _ headers: HTTPFields) async throws -> Answer {
        try await self.send(.get, path, headers)
    }

    private func json(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String,
        _ headers: HTTPFields
    ) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/json"
        return try await self.send(method, path, headers, Array(body.utf8))
    }
}

extension Answer {
    /// The cookie that is set, as a browser sends it back; `nil` where none is, or one is taken away.
    var cookie: HTTPFields? {
        guard let field = self.headers[.setCookie], !field.contains("Max-Age=0") else { return nil }
        return [.cookie: String(field.prefix { $0 != ";" })]
    }
}
