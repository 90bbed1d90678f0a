/// The flat view of events: which fields an event of each kind shows, in which order.
///
/// First come the names that the seeds' clients know, then Trail's own.
struct FlatView: Sendable {
    /// The fields.
    let fields: [FlatField]
    /// The fields' keys as they stand in JSON, one behind the other: a comma, the quoted name, a
    /// colon.
    let keys: [UInt8]
    /// Where the key of each field ends.
    let keyEnds: [Int]

    private init(_ fields: [FlatField]) {
        var keys: [UInt8] = []
        self.keyEnds = fields.map { field in
            keys.append(contentsOf: ",\"\(field.name)\":".utf8)
            return keys.count
        }
        self.fields = fields
        self.keys = keys
    }

    /// The view of events of `kind`.
    static func of(_ kind: Event.Kind) -> Self {
        switch kind {
        case .page: Self.page
        case .action: Self.action
        case .crud: Self.crud
        case .login: Self.login
        case .request: Self.request
        case .cors: Self.cors
        case .system: Self.system
        }
    }

    /// The names of the fields.
    var names: [String] { self.fields.map(\.name.description) }

    /// The names of the fields of all kinds, each once.
    ///
    /// What identifies an event stands first, then what only some kinds have, then what all have.
    static let allNames: [String] = {
        let shared = (Self.client + Self.seal + Self.own).map(\.name.description)
        let particular = Event.Kind.allCases.flatMap { Self.of($0).names }
            .filter { !shared.contains($0) }
        var names: [String] = []
        for name in ["id", "datetime", "kind"] + particular + shared where !names.contains(name) {
            names.append(name)
        }
        return names
    }()

    private static let page = Self(
        [
            FlatField("id", from: .id),
            FlatField("date", from: .occurredAt),
            FlatField("path", .path),
            FlatField("referer", .referer),
            FlatField("session", .session),
            FlatField("ip_address", .ip),
        ] + Self.client + Self.seal + Self.own.filter { $0.name.description != "session" }
    )

    private static let action = Self(
        [
            FlatField("id", from: .id),
            FlatField("action_type", .actionType),
            FlatField("action_time", from: .time),
            FlatField("remarks", .remarks),
            FlatField("status", .status),
            FlatField("data", .metadata),
            FlatField("content_type", .targetType),
            FlatField("object_id", .targetID),
        ] + Self.client + Self.seal + Self.own
    )

    private static let crud = Self(
        [
            FlatField("id", from: .id),
            FlatField("event_type", .eventType),
            FlatField("event_type_display", from: .eventTypeName),
            FlatField("object_id", .targetID),
            FlatField("content_type", .model),
            FlatField("object_repr", .targetLabel),
            FlatField("object_json_repr", from: .rowText),
            FlatField("changed_fields", from: .changedFields),
            FlatField("user", from: .user),
            FlatField("user_pk_as_string", from: .userText),
        ] + Self.client.dropFirst() + Self.seal + Self.own
    )

    private static let login = Self(
        [
            FlatField("id", from: .id),
            FlatField("login_type", .loginType),
            FlatField("login_type_display", from: .loginTypeName),
            FlatField("username", .username),
            FlatField("user", from: .user),
            FlatField("session_key", .session),
            FlatField("remarks", .remarks),
        ] + Self.client.dropFirst() + Self.seal + Self.own
    )

    private static let request = Self(
        [
            FlatField("id", from: .id),
            FlatField("url", .url),
            FlatField("method", .method),
            FlatField("query_string", .query),
            FlatField("route", .route),
            FlatField("response_status", .status),
            FlatField("response_time_ms", from: .milliseconds(.duration)),
            FlatField("request_body_size", .requestSize),
            FlatField("response_body_size", .responseSize),
        ] + Self.client + Self.seal + Self.own
    )

    private static let cors = Self(
        [
            FlatField("id", from: .id),
            FlatField("url", .url),
            FlatField("method", .method),
            FlatField("query_string", .query),
            FlatField("origin", .origin),
            FlatField("allowed", .allowed),
            FlatField("frontend_url", .frontendURL),
        ] + Self.client + Self.seal + Self.own
    )

    private static let system = Self(
        [
            FlatField("id", from: .id),
            FlatField("event_name", .eventName),
            FlatField("severity", .severity),
            FlatField("category", .category),
            FlatField("message", .message),
            FlatField("source", .source),
            FlatField("traceback", .traceback),
            FlatField("facts", .facts),
            FlatField("user", from: .user),
            FlatField("remote_ip", .ip),
            FlatField("geo", from: .geo),
        ] + Self.seal + Self.own
    )
}

extension FlatView {
    private static let client = [
        FlatField("user", from: .user),
        FlatField("remote_ip", .ip),
        FlatField("browser", .browser),
        FlatField("platform", .platform),
        FlatField("operating_system", .os),
        FlatField("user_agent", .userAgent),
        FlatField("geo", from: .geo),
    ]

    private static let seal = [
        FlatField("extra_data", .metadata),
        FlatField("integrity_hash", from: .leaf),
        FlatField("is_tampered", from: .isTampered),
        FlatField("datetime", from: .time),
    ]

    private static let own = [
        FlatField("kind", from: .kind),
        FlatField("tenant", from: .tenant),
        FlatField("action", from: .action),
        FlatField("outcome", from: .outcome),
        FlatField("recorded_at", from: .recordedAt),
        FlatField("occurred_at", from: .occurredAt),
        FlatField("ledger_index", from: .index),
        FlatField("actor", from: .actor),
        FlatField("targets", from: .list(.targets)),
        FlatField("changes", from: .list(.changes)),
        FlatField("session", .session),
        FlatField("request_id", .requestID),
        FlatField("trace_id", .traceID),
        FlatField("metadata", .metadata),
        FlatField("erased", from: .erased),
    ]
}
