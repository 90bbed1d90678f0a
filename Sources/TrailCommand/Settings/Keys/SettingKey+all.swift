extension SettingKey {
    /// Every setting, in the order in which help and reference list them.
    static let all: [SettingKey] =
        store + destinations + http + jwt + client + beacon + recording + spool + search
        + capture + retention + dashboard + streams + operation

    /// The setting called `name`.
    static func named(_ name: String) -> SettingKey? { Self.byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: Self.all.map { ($0.name, $0) })

    private static let store: [SettingKey] = [
        SettingKey(
            "store.url",
            .text,
            default: "sqlite:trail.sqlite",
            "Where events are kept: sqlite:PATH."
        ),
        SettingKey(
            "tenant.default",
            .text,
            default: "default",
            "The tenant of events and tokens that name none."
        ),
        SettingKey(
            "signing.key",
            .text,
            default: "trail.key",
            "The file of the key that signs the ledger; made at the first start."
        ),
        SettingKey(
            "server.name",
            .text,
            "The first part of the ledgers' origin, fixed when the key is made; "
                + "the host of http.public-url or of this machine when absent."
        ),
        SettingKey(
            "secrets.key",
            .text,
            default: "trail.secret",
            "The file of the secret behind session cookies; made at the first start."
        ),
        SettingKey(
            "checkpoint.push",
            .text,
            "A file to which each new checkpoint is written, on another disk or host."
        ),
    ]

    private static let http: [SettingKey] = [
        SettingKey("http.host", .text, default: "127.0.0.1", "The address to listen on."),
        SettingKey("http.port", .integer(0...65_535), default: "8080", "The port to listen on."),
        SettingKey(
            "http.public-url",
            .text,
            "How clients reach the server, when not directly: https://log.example.com."
        ),
        SettingKey(
            "http.max-body",
            .bytes(atLeast: 1_024),
            default: "10MiB",
            "The most bytes of a JSON body, and of one line of NDJSON."
        ),
        SettingKey("api.prefix", .urlPath, default: "/api/activity", "Where the API is mounted."),
        SettingKey(
            "cors.allowed-origins",
            .origins,
            "Origins whose pages may call with the visitor's cookie, or *."
        ),
        SettingKey(
            "session.max-age",
            .duration,
            "How long a browser session lasts, signed in or not; until the browser closes when "
                + "absent, and for whoever is signed in a day at most."
        ),
        SettingKey(
            "metrics.open",
            .flag,
            default: "false",
            "Whether anyone may see /metrics; view_all_logs (a token of scope read) is needed else."
        ),
        SettingKey(
            "ledger.open",
            .flag,
            default: "false",
            "Whether checkpoints, tiles and proofs need no token."
        ),
    ]

    // Who the client of a request is, and where.
    private static let client: [SettingKey] = [
        SettingKey(
            "proxy.trusted",
            .list,
            "Networks of the proxies that are believed: 10.0.0.0/8, 2001:db8::/32, 192.0.2.1."
        ),
        SettingKey(
            "proxy.header",
            .text,
            default: "x-forwarded-for",
            "Where they name the client: x-forwarded-for, x-real-ip or forwarded."
        ),
        SettingKey(
            "client.browser-header",
            .text,
            default: "sec-ch-ua",
            "Where clients name their browser; empty for nowhere."
        ),
        SettingKey(
            "client.platform-header",
            .text,
            default: "sec-ch-ua-platform",
            "Where clients name their platform; empty for nowhere."
        ),
        SettingKey(
            "client.os-header",
            .text,
            "Where clients name their operating system; told by the user agent when absent."
        ),
        SettingKey(
            "geoip.path",
            .text,
            "A MaxMind database of cities or countries, by which addresses get their place."
        ),
    ]

    // Identity: tokens of an identity provider.
    private static let jwt: [SettingKey] = [
        SettingKey(
            "jwt.prefix",
            .text,
            default: "Bearer",
            "What stands before a JWT in an Authorization header, in any case."
        ),
        SettingKey(
            "jwt.secret",
            .text,
            isSecret: true,
            "The secret of HS256, HS384 and HS512; at least 32 random bytes. "
                + "Other users of the machine see it on a command line."
        ),
        SettingKey(
            "jwt.public-key",
            .text,
            "Public keys in PEM (RSA, EC, Ed25519), or the path of their file."
        ),
        SettingKey(
            "jwt.jwks",
            .text,
            "The path or the https URL of a JWK set; it is read again every five minutes."
        ),
        SettingKey(
            "jwt.verify",
            .flag,
            default: "true",
            "Whether JWTs are verified; otherwise none is accepted."
        ),
        SettingKey(
            "jwt.algorithms",
            .list,
            default: "HS256,HS384,HS512,RS256,RS384,RS512,ES256,ES384,ES512,"
                + "PS256,PS384,PS512,EdDSA",
            "The algorithms that a JWT may be signed with."
        ),
        SettingKey(
            "jwt.audience",
            .list,
            "Whom a JWT must be meant for, one of these at least; anyone when absent."
        ),
        SettingKey(
            "jwt.issuer",
            .list,
            "Who must have issued a JWT, one of these; anyone with the key when absent."
        ),
        SettingKey(
            "jwt.claims",
            .list,
            default: "user_id,sub,pk,id",
            "The claims that may identify a user; the first that is there does."
        ),
        SettingKey(
            "jwt.leeway",
            .duration,
            default: "30s",
            "How much the clocks of issuer and server may differ; at most 10m."
        ),
        SettingKey(
            "jwt.permissions-claim",
            .text,
            "The claim that lists the permissions: view_logs, view_all_logs, ingest … "
                + "(dots lead into objects)."
        ),
        SettingKey(
            "jwt.tenant-claim",
            .text,
            "The claim that names the tenant; tenant.default for all when absent."
        ),
    ]

    private static let beacon: [SettingKey] = [
        SettingKey(
            "beacon.open",
            .flag,
            default: "true",
            "Whether anyone may report page visits."
        ),
        SettingKey(
            "beacon.path",
            .urlPath,
            default: "/djaffar",
            "Where the client API is mounted."
        ),
        SettingKey(
            "beacon.rate",
            .integer(0...1_000_000),
            default: "50",
            "Anonymous posts a second from one address, with bursts of ten times as many; "
                + "0 for no limit."
        ),
    ]

    private static let recording: [SettingKey] = [
        SettingKey(
            "recording.max-batch",
            .integer(1...100_000),
            default: "1000",
            "The most events of one transaction."
        ),
        SettingKey(
            "recording.max-delay",
            .duration,
            default: "5ms",
            "How long a batch may wait to fill while others are being written."
        ),
        SettingKey(
            "recording.buffer",
            .bytes(atLeast: 1_048_576),
            default: "64MiB",
            "The most bytes of events that wait to be written."
        ),
        SettingKey(
            "recording.wait",
            .flag,
            default: "false",
            "Whether whoever captures an event waits until it is on disk."
        ),
        SettingKey(
            "recording.strict",
            .flag,
            default: "false",
            "Whether whoever captures an event fails when it cannot be recorded."
        ),
    ]

    // Where events wait while the store is away.
    private static let spool: [SettingKey] = [
        SettingKey(
            "spool.path",
            .text,
            "A file in which events wait, in order, while the store is away; none when absent."
        ),
        SettingKey(
            "spool.max-size",
            .bytes(atLeast: 1_048_576),
            default: "1GiB",
            "The most bytes of events that wait in the spool."
        ),
    ]

    private static let operation: [SettingKey] = [
        SettingKey(
            "log.level",
            .oneOf(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            default: "info",
            "The least severity that is logged."
        )
    ]
}
