import HTTPTypes
import Trail
@testable import TrailServer

/// What a request needs, so that it is neither 401 nor 403.
enum Need: Sendable {
    /// Nothing.
    case nothing
    /// That somebody asks.
    case somebody
    /// That a user has signed in.
    case session
    /// Reading at least one's own events.
    case reading
    /// One permission.
    case permission(Principal.Permission)
    /// Every permission.
    case administering
    /// Everything, everywhere.
    case superuser
    /// That programs may record; people may say where they went, and so may anybody.
    case visiting

    func admits(_ role: Role) -> Bool {
        switch self {
        case .nothing: true
        case .somebody: role != .nobody
        case .session: role != .nobody && !role.isToken
        case .reading: !role.permissions.isDisjoint(with: [.viewLogs, .viewAllLogs])
        case .permission(let permission): role.permissions.contains(permission)
        case .administering: role.permissions.count == Principal.Permission.allCases.count
        case .superuser: role == .superuser
        case .visiting: !role.isToken || role.permissions.contains(.ingest)
        }
    }
}

/// One route: what each of its methods needs, and something there is to see.
struct RouteRow: Sendable {
    /// The path as the router has it.
    let path: String
    /// A path at which there is something, of the default tenant.
    let sample: String
    /// What has to be asked besides, so that the answer has an end.
    let query: String?
    /// What each method needs.
    let needs: [HTTPRequest.Method: Need]
    /// Whether it shows what is known by `RouteTable.secret` to whoever may see all of the tenant.
    let showsEvents: Bool
    /// Whether it is a page for people: who has not signed in is led there, not refused.
    let isPage: Bool

    init(
        _ path: String,
        sample: String? = nil,
        query: String? = nil,
        get: Need? = nil,
        post: Need? = nil,
        put: Need? = nil,
        patch: Need? = nil,
        delete: Need? = nil,
        showsEvents: Bool = false,
        isPage: Bool = false
    ) {
        self.path = path
        self.sample = sample ?? path
        self.query = query
        self.showsEvents = showsEvents
        self.isPage = isPage
        let needs: [HTTPRequest.Method: Need?] = [
            .get: get, .post: post, .put: put, .patch: patch, .delete: delete,
        ]
        self.needs = needs.compactMapValues { $0 }
    }

    /// How `role` is answered that may not use `method`.
    func refusal(of role: Role, _ method: HTTPRequest.Method) -> Int {
        let isLed = self.isPage && method == .get && [.nobody, .newcomer].contains(role)
        return isLed ? 303 : role == .nobody ? 401 : 403
    }

    /// The sample with what has to be asked.
    var address: String { self.sample + (self.query.map { "?" + $0 } ?? "") }

    /// The same of another tenant.
    func address(of tenant: TenantID) -> String {
        self.address + (self.query == nil ? "?" : "&") + "tenant_id=" + tenant.name
    }

    /// What OPTIONS must say.
    var allow: Set<String> {
        let own = self.needs.keys.map(\.rawValue) + ["OPTIONS"]
        return Set(self.needs[.get] == nil ? own : own + ["HEAD"])
    }
}

/// Every route of the server.
///
/// A route without a row fails the tests, as does a row without a route: one line a resource.
enum RouteTable {
    static let api = "/api/activity"
    /// What the events of the default tenant hold, which nobody else may see.
    static let secret = "known-to-the-default-tenant-alone"

    static let rows: [RouteRow] =
        Self.events + Self.parts + Self.streams + Self.figures + Self.recording + Self.proofs
        + Self.operation
        + Self.administration + Self.retention + Self.destinations
        + Self.pages + Self.administrationPages
        // Last, for it ends the session of whoever asks.
        + Self.session

    /// What the OpenAPI document describes: everything but the pages for people.
    static let described = Self.rows.filter { !$0.isPage }

    private static let events: [RouteRow] = ([nil] + Event.Kind.allCases).flatMap { kind in
        let list = "\(Self.api)/\(kind.map { $0.rawValue + "-" } ?? "")events"
        let event = list + "/{id}"
        let sample = list + "/" + Self.id(of: kind ?? .page).description
        let posting: Need? =
            switch kind {
            case nil: .permission(.ingest)
            case .page: .visiting
            default: nil
            }
        return [
            RouteRow(list, get: .reading, post: posting, showsEvents: true),
            RouteRow(event, sample: sample, get: .reading, showsEvents: true),
        ]
            + Self.wholes(of: list, showsEvents: true)
            + [("sealed", true), ("verify_integrity", false), ("verify-integrity", false)].map {
                RouteRow(
                    "\(event)/\($0.0)",
                    sample: "\(sample)/\($0.0)",
                    get: .reading,
                    showsEvents: $0.1
                )
            }
    }

    /// Lists that are a part of another one.
    private static let parts: [RouteRow] = [
        "login-events/failed_logins", "login-events/failed-logins", "request-events/slow_requests",
        "request-events/slow-requests", "system-events/critical",
    ].flatMap { name in
        let list = "\(Self.api)/\(name)"
        return [RouteRow(list, get: .reading)] + Self.wholes(of: list, showsEvents: false)
    }

    /// Numbers about events: they name addresses and people, but show no event.
    private static let figures = [
        "dashboard", "login-events/brute_force_suspects", "login-events/brute-force-suspects",
        "request-events/error_rates", "request-events/error-rates",
    ].map { RouteRow("\(Self.api)/\($0)", get: .reading) }

    /// Events as they are stored; the sample ends when it has shown what there is.
    private static let streams = [
        RouteRow(
            api + "/stream",
            query: "after=start&follow=0",
            get: .reading,
            showsEvents: true
        ),
        // Without a handshake there is nothing to be seen.
        RouteRow("/ws/activity", get: .reading),
    ]

    /// What there is of a whole list: its exports and its integrity.
    private static func wholes(of list: String, showsEvents: Bool) -> [RouteRow] {
        let exports = ["csv", "json", "ndjson", "xlsx"].flatMap { form in
            ["export_", "export-", "export/"].map { word in
                // A workbook is compressed.
                RouteRow(
                    "\(list)/\(word)\(form)",
                    get: .reading,
                    showsEvents: showsEvents && form != "xlsx"
                )
            }
        }
        let checks = ["verify_integrity", "verify-integrity"].map { name in
            RouteRow("\(list)/\(name)", get: .reading)
        }
        return exports + checks
    }

    private static let recording = [
        RouteRow("/djaffar/log", post: .visiting),
        RouteRow("/djaffar/logs", post: .visiting),
        RouteRow("/trail.js", get: .nothing),
    ]

    private static let proofs = [
        ("checkpoint", "checkpoint"), ("tile/**", "tile/entries/000.p/1"),
        ("proof/inclusion", "proof/inclusion?index=0&size=1"),
        ("proof/consistency", "proof/consistency?from=0&to=1"),
    ].map { path, sample in
        RouteRow(
            "/ledger/{tenant}/\(path)",
            sample: "/ledger/default/\(sample)",
            get: .permission(.viewAllLogs)
        )
    }

    private static let operation = [
        RouteRow("/health/live", get: .nothing),
        RouteRow("/health/ready", get: .nothing),
        RouteRow("/metrics", get: .permission(.viewAllLogs)),
        RouteRow("/openapi.json", get: .nothing),
        RouteRow(api + "/openapi.json", get: .nothing),
    ]

    private static let administration = [
        RouteRow(api + "/users", get: .administering, post: .administering),
        RouteRow(
            api + "/users/{name}",
            sample: api + "/users/ada",
            get: .administering,
            patch: .administering,
            delete: .administering
        ),
        RouteRow(api + "/erasures", get: .permission(.erase), post: .permission(.erase)),
        RouteRow(
            api + "/erasures/{id}",
            sample: api + "/erasures/" + Self.erasure.description,
            get: .permission(.erase)
        ),
        RouteRow(api + "/tokens", get: .administering, post: .administering),
        RouteRow(
            api + "/tokens/{name}",
            sample: api + "/tokens/robot",
            get: .administering,
            delete: .administering
        ),
    ]

    private static let retention: [RouteRow] =
        [
            RouteRow(
                api + "/retention-policies",
                get: .permission(.manageRetention),
                post: .permission(.manageRetention)
            ),
            RouteRow(
                api + "/retention-policies/{id}",
                sample: api + "/retention-policies/\(Self.policy)",
                get: .permission(.manageRetention),
                put: .permission(.manageRetention),
                patch: .permission(.manageRetention),
                delete: .permission(.manageRetention)
            ),
            RouteRow(
                api + "/legal-holds",
                get: .permission(.manageRetention),
                post: .permission(.manageRetention)
            ),
            RouteRow(
                api + "/legal-holds/{id}",
                sample: api + "/legal-holds/\(Self.hold)",
                get: .permission(.manageRetention),
                delete: .permission(.manageRetention)
            ),
        ]
        + ["run_now", "run-now"].map { name in
            RouteRow(
                api + "/retention-policies/{id}/" + name,
                sample: api + "/retention-policies/\(Self.policy)/" + name,
                post: .permission(.manageRetention)
            )
        }
        + Event.Kind.allCases.map { kind in
            RouteRow(api + "/\(kind.rawValue)-events/purge", post: .superuser)
        }
    private static let destinations: [RouteRow] = {
        let need = Need.permission(.manageDatabaseConfig)
        let list = "\(api)/database-configs"
        let sample = "\(list)/\(Self.destinationID)"
        let checks = ["health_check", "health-check", "test_connection", "test-connection"]
        return [RouteRow(list, get: need, post: need)]
            + checks.map { RouteRow("\(list)/{id}/\($0)", sample: "\(sample)/\($0)", post: need) }
            + [
                RouteRow(
                    "\(list)/{id}",
                    sample: sample,
                    get: need,
                    put: need,
                    patch: need,
                    delete: need
                )
            ]
    }()

    private static let session = [
        RouteRow(api + "/session/password", post: .session),
        RouteRow(api + "/session", get: .somebody, post: .nothing, delete: .somebody),
    ]

    /// The retention policy that is there to be seen.
    static let policy = EventID(Sample.id(101)) ?? EventID.random(at: TestServer.now)
    /// The legal hold that is there to be seen.
    static let hold = EventID(Sample.id(102)) ?? EventID.random(at: TestServer.now)
    /// The destination of the default tenant.
    static let destinationID = Sample.id(99)
    /// An erasure that is there to be seen.
    static let erasure = EventID(Sample.id(90)) ?? EventID.random(at: TestServer.now)

    /// The event of each kind that is there to be seen.
    static func id(of kind: Event.Kind) -> EventID {
        let place = Event.Kind.allCases.firstIndex(of: kind) ?? 0
        return EventID(Sample.id(place + 1)) ?? EventID.random(at: TestServer.now)
    }
}
