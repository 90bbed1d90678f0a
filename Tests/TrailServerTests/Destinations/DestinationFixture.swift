import HTTPTypes
import Trail

@testable import TrailServer

/// A server that can use one engine over the network, and somebody who manages destinations.
struct DestinationFixture: Sendable {
    static let path = "/api/activity/database-configs/"
    /// What a client says of a destination, as the seed's clients do.
    static let whole = """
        {"name":"logs-1","engine":"postgresql","host":"db.example.com","port":5432,\
        "database_name":"logs","username":"trail","password":"hunter2","route_for":"all",\
        "is_primary":false,"is_active":true,"is_readonly":false,"connection_options":{}}
        """

    let server: TestServer
    let engine: ScriptedEngine
    let vault = PasswordVault(secret: [UInt8](repeating: 1, count: 32))

    init(
        _ script: ScriptedEngine.Script = .answer,
        limit: Duration = .seconds(5),
        atMost most: Int = 4,
        routing: (any DestinationRouting)? = nil
    ) throws {
        self.engine = ScriptedEngine(script)
        let checker = DestinationChecker(limit: limit, atMost: most) { name in
            [name == "evil.example.com" ? "127.0.0.1" : "192.0.2.7"].compactMap { IPAddress($0) }
        }
        self.server = try TestServer(
            destinations: Destinations(
                engines: [self.engine],
                allowedHosts: try AllowedHosts(["db.example.com", "evil.example.com", "::1"]),
                vault: self.vault,
                routing: routing,
                checker: checker
            )
        )
    }

    /// Runs the server while `body` talks to it as a user who manages destinations.
    func run(
        _ permissions: Set<Principal.Permission> = [.manageDatabaseConfig],
        tenant: String = "default",
        isSuperuser: Bool = false,
        _ body: @Sendable (TestClient, HTTPFields) async throws -> Void
    ) async throws {
        let user = try await self.server.addUser(
            "manager",
            permissions,
            tenant: try TenantID(tenant),
            isSuperuser: isSuperuser
        )
        let cookie = try await self.server.cookie(of: user)
        try await self.server.run { client in
            try await body(client, cookie)
        }
    }

    /// The destination that is stored.
    var stored: Destination? {
        get async { await self.server.store.destinations().first }
    }
}

extension TestClient {
    func put(_ path: String, _ body: String, _ headers: HTTPFields) async throws -> Answer {
        var headers = headers
        headers[.contentType] = "application/json"
        return try await self.send(.put, path, headers, Array(body.utf8))
    }
}
