import HTTPTypes
import Trail

@testable import TrailServer

/// A server with a few events, and somebody who may see all of them.
struct DashboardServer {
    let server: TestServer
    let cookie: HTTPFields

    init(
        events: Int = 0,
        permissions: Set<Principal.Permission> = [.viewAllLogs],
        isSuperuser: Bool = false,
        _ configure: (inout TrailServerConfiguration) -> Void = { _ in }
    ) async throws {
        self.server = try TestServer(configure)
        if events > 0 { try await self.server.fill(events) }
        let user = try await self.server.addUser(
            "viewer",
            permissions,
            isSuperuser: isSuperuser
        )
        self.cookie = try await self.server.cookie(of: user)
    }

    /// A text that must never reach a page as it is.
    ///
    /// Beside some scalars a sign makes one character with them, which is not that sign any more;
    /// to a browser it still is.
    static let hostile =
        #"<script>alert('x')</script>"><img src=x onerror=alert(1)>{{root}}"#
        + "\u{0600}<meta http-equiv=refresh content=0>\"\u{0301} autofocus='\u{0301}&\u{0301}"

    /// Details of every kind, each field of which holds the hostile text.
    static let hostileDetails: [Event.Kind: [String: JSON]] = {
        let text = JSON.string(Self.hostile)
        return [
            .page: ["path": text, "referer": text],
            .action: ["action_type": "Update", "remarks": text, "status": "Success"],
            .crud: [
                "event_type": 2, "model": text, "before": ["name": text, Self.hostile: 1],
                "after": ["name": text, Self.hostile: "2"],
            ],
            .login: ["login_type": 2, "username": text, "remarks": text],
            .request: [
                "method": "GET", "url": text, "query": text, "route": text, "status": 500,
                "duration_us": 1_500_000,
            ],
            .cors: [
                "method": "GET", "url": text, "query": text, "frontend_url": text,
                "allowed": false,
            ],
            .system: [
                "severity": "CRITICAL", "category": "x", "event_name": text, "message": text,
                "source": text, "traceback": text, "facts": [Self.hostile: text],
            ],
        ]
    }()

    /// Records one event of each kind whose every text is hostile; gives their ids.
    func addHostileEvents(_ client: TestClient) async throws -> [Answer] {
        let text = JSON.string(Self.hostile)
        let token = try await self.server.token([.ingest], name: "hostile")
        var answers: [Answer] = []
        for kind in Event.Kind.allCases {
            let event: JSON = [
                "kind": .string(kind.rawValue),
                "who": [
                    "type": "user", "id": text, "name": text, "session": text,
                    "on_behalf_of": ["type": "user", "id": text, "name": text],
                ],
                "where": [
                    "user_agent": text, "browser": text, "platform": text, "os": text,
                    "origin": text, "referer": text, "request_id": text, "trace_id": text,
                ],
                "what": [
                    "detail": .object(Self.hostileDetails[kind] ?? [:]),
                    "targets": [["type": text, "id": text, "label": text]],
                    "changes": [["field": text, "old": text, "new": ["a": text]]],
                    "metadata": ["a": text, Self.hostile: text],
                ],
            ]
            let body = String(decoding: CanonicalJSON(event).bytes, as: UTF8.self)
            answers.append(try await client.post("/api/activity/events/", body, token: token))
        }
        return answers
    }

    /// Runs the server while `body` talks to it as the viewer.
    func run<Value>(
        _ body: @Sendable (TestClient, HTTPFields) async throws -> Value
    ) async throws -> Value {
        try await self.server.run { try await body($0, self.cookie) }
    }
}
