internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Events as they are stored.
    static func streams(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        [
            OpenAPIPath(scope.api("stream/"), [Self.stream]),
            OpenAPIPath(scope.configuration.streaming.webSocketPath + "/", [Self.socket]),
        ]
    }

    private static let filters = OpenAPIParameter.parameters(
        of: .all,
        without: Set(StreamQuery.refused.keys)
    )

    private static let after = OpenAPIParameter.query(
        "after",
        .text(pattern: "^(start|0|[1-9][0-9]{0,17})$"),
        "Behind which event to begin: its ledger_index; start for all there are. Absent: what comes."
    )

    private static let follow = OpenAPIParameter.query(
        "follow",
        .queryFlag,
        "Whether to go on when all that was there has been shown; true by default."
    )

    private static let named = OpenAPIParameter.query(
        "named",
        .queryFlag,
        "Whether each event is named after its kind; false by default."
    )

    private static let lastID = OpenAPIParameter.header(
        "Last-Event-ID",
        .text(pattern: "^(start|0|[1-9][0-9]{0,17})$"),
        "As after, and before it: what a browser says when it comes back."
    )

    private static let stream = OpenAPIOperation(
        .get,
        "streamEvents",
        .events,
        .reading,
        "Events as they are stored, as server-sent events."
    )
    .detailed("Each has its ledger_index as id and its event JSON as data.")
    .taking(Self.filters)
    .taking(Self.after, Self.follow, Self.named, Self.lastID)
    .answering(
        .ok,
        "The stream, for as long as the client stays.",
        [OpenAPIContent("text/event-stream", .text)]
    )
    .failing(.notFound, .tooManyRequests, .storeUnavailable)

    private static let socket = OpenAPIOperation(
        .get,
        "openEventSocket",
        .events,
        .reading,
        "Events as they are stored, on a WebSocket (RFC 6455)."
    )
    .detailed(
        "After the handshake it is closed with 4001 where nobody is signed in, 4003 without "
            + "permission, and 4000 for what is not understood. Without a handshake it is refused."
    )
    .taking(Self.filters)
    .taking(Self.after, Self.follow, Self.named)
    .answering(.switchingProtocols, "The WebSocket is open.")
    .failing(.notFound, .upgradeRequired, .malformed)
}
