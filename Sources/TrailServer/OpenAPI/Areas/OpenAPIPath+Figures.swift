internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Numbers about events.
    static func figures(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        [
            OpenAPIPath(scope.api("dashboard/"), [Self.dashboard]),
            OpenAPIPath(
                scope.api("login-events/brute_force_suspects/"),
                twins: [scope.api("login-events/brute-force-suspects/")],
                [Self.suspects]
            ),
            OpenAPIPath(
                scope.api("request-events/error_rates/"),
                twins: [scope.api("request-events/error-rates/")],
                [Self.errorRates]
            ),
        ]
    }

    private static let hours = OpenAPIParameter.query(
        "hours",
        .whole(1...8_784),
        "How many hours the window has, 24 by default; without date_from."
    )

    private static let dashboard = OpenAPIOperation(
        .get,
        "showDashboard",
        .figures,
        .reading,
        "The numbers of a window."
    )
    .taking(OpenAPIParameter.window)
    .taking(
        Self.hours,
        .query("interval", .choice(["hour", "day"]), "The steps of the series."),
        .tenant
    )
    .answering(.ok, "The numbers.", .dashboard)

    private static let suspects = OpenAPIOperation(
        .get,
        "listBruteForceSuspects",
        .figures,
        .reading,
        "Addresses with many failed logins within a short time."
    )
    .taking(OpenAPIParameter.window)
    .taking(
        .query("threshold", .whole(1...1_000_000), "How many failures; 5 by default."),
        .query("window_minutes", .whole(1...44_640), "Within how many minutes; 60 by default."),
        .tenant
    )
    .answering(.ok, "The addresses, the most attempts first.", .list(of: .suspect))

    private static let errorRates = OpenAPIOperation(
        .get,
        "listErrorRates",
        .figures,
        .reading,
        "How often requests to each endpoint fail."
    )
    .taking(OpenAPIParameter.window)
    .taking(Self.hours, .tenant)
    .answering(.ok, "The endpoints, the most errors first.", .list(of: .errorRate))
}

extension JSONSchema {
    private static let isEstimate = Field.optional("is_estimate", .flag)

    fileprivate static let suspect = Self.object([
        Field("remote_ip", .text), Field("attempts", .count),
        .optional("attempts_is_estimate", .flag), Field("first", .time), Field("last", .time),
        Field("total", .count), Field("usernames", .list(of: .text)),
    ])

    fileprivate static let errorRate = Self.object([
        Field("url", .text), Field("total", .count), Field("4xx", .count), Field("5xx", .count),
        Field("rate", .number.described("Of 100.")), Field("response_status", .count),
        Field("count", .count), Self.isEstimate,
    ])

    fileprivate static let dashboard = Self.named(
        "Dashboard",
        .object(
            [Field("period", .text)]
                + Event.Kind.allCases.map { Field("\($0.rawValue)_events", .count) }
                + [
                    Field("failed_logins", .count), Field("unique_ips", .count),
                    .optional("unique_ips_is_estimate", .flag),
                    Field("error_rate", .number), Field("total_events", .count),
                    Field("errors", .count), Self.isEstimate,
                    Field("outcomes", Self.counts(Event.Outcome.allCases.map(\.rawValue))),
                    Field("responses", Self.counts((1...5).map { "\($0)xx" } + ["none"])),
                    Field("date_from", .time), Field("date_to", .time.orNull),
                    Field("interval", .choice(["hour", "day"])),
                    Field("series", .list(of: Self.step)),
                ] + Self.rankings
        )
    )

    private static func counts(_ names: [String]) -> Self {
        .object(names.map { Field($0, .count) })
    }

    private static let step = Self.object(
        [Field("time", .time)]
            + ["total", "requests", "errors", "failed_logins"].map { Field($0, .count) }
    )

    private static let rankings = [
        ("top_users", ["user__username", "user"]), ("top_urls", ["url"]), ("top_paths", ["path"]),
        ("failed_logins_by_ip", ["remote_ip"]),
    ].flatMap { name, texts in
        let entry = Self.object(texts.map { Field($0, .text) } + [Field("count", .count)])
        return [Field(name, .list(of: entry)), .optional(name + "_is_estimate", .flag)]
    }
}
