import MerkleLog
import Trail
import TrailServer
import TrailTesting

/// A server whose log has a known past: now is 2026-11-21T02:38:40Z.
struct FigureServer {
    let server: TestServer
    let token: String

    init() async throws {
        self.server = try TestServer()
        self.token = try await self.server.token([.read])
    }

    /// Records events that happened so many minutes ago.
    func add(
        _ detail: Event.Detail,
        minutes: Int,
        user: String? = nil,
        verified: Bool = true,
        ip: String? = nil,
        tenant: TenantID = .default
    ) async throws {
        var draft = Event.Draft(detail)
        draft.occurredAt = TestServer.now.advanced(by: .seconds(-60 * minutes))
        if let user {
            draft.actor = Event.Actor(
                type: .user,
                id: user,
                name: "User " + user,
                isVerified: verified
            )
        }
        draft.context.ip = ip
        let event = try Event(draft, tenant: tenant, now: TestServer.now)
        _ = try await self.server.store.append(
            AppendRequest([EncodedEvent(event, stated: [])])
        )
    }

    static func request(_ url: String, _ status: Int?, route: String? = nil) -> Event.Detail {
        var detail = RequestDetail(method: "GET", url: url)
        detail.status = status
        detail.route = route
        return .request(detail)
    }

    static func failure(_ username: String = "root") -> Event.Detail {
        .login(LoginDetail(.failed, username: username))
    }

    func get(_ path: String) async throws -> Answer {
        try await self.server.get("/api/activity/" + path, token: self.token)
    }
}

/// Lets in whoever names their permissions: `view_logs` is ada, who may do just that.
struct Ada: BearerAuthenticator {
    func principal(presenting token: String) async throws -> Principal? {
        Principal(
            id: "ada",
            permissions: Principal.Permission(rawValue: token).map { [$0] } ?? [],
            tenant: .default,
            isSuperuser: token == "superuser"
        )
    }
}
