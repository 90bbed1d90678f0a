internal import Trail

// What many operations take.

extension OpenAPIParameter {
    /// The id in a path.
    static func id(of what: String) -> Self { .path("id", .id, "The id of the \(what).") }

    /// The tenant, where only those may name it who may see more than one.
    static let tenant = Self.query(
        "tenant_id",
        .tenant,
        "Another tenant than one's own, for superusers.",
        component: "tenant_id"
    )

    /// Which page of a list that is numbered.
    static let numberedPage: [Self] = [
        .query("page", .whole(1...1_000_000), "Which page, from 1.", component: "numbered_page"),
        .query(
            "page_size",
            .whole(1...1_000),
            "How many a page has; 50 by default.",
            component: "numbered_page_size"
        ),
    ]

    /// A flag of a query, in all its spellings.
    static func flag(_ name: String, _ summary: String) -> Self {
        .query(name, .queryFlag, summary)
    }

    /// The beginning and the end of a window.
    static let window: [Self] = [
        .query("date_from", .queryTime, "Not before this time.", component: "window_from"),
        .query(
            "date_to",
            .queryTime,
            "Not after this time; a date alone means its last moment.",
            component: "window_to"
        ),
    ]

    /// The validator of a copy that the client has kept.
    static let ifNoneMatch = Self.header(
        "If-None-Match",
        .text,
        "The ETag of a copy; 304 answers where it is still right.",
        component: "if_none_match"
    )

    /// Whether the answer is to say what was made.
    static let prefer = Self.header(
        "Prefer",
        .text.example("return=representation"),
        "return=representation asks for what was recorded in the answer.",
        component: "prefer"
    )
}

extension JSONSchema {
    /// True or false in a query.
    static let queryFlag = Self.any(of: [.flag, .choice(["1", "0", "True", "False"])])
    /// A time in a query.
    static let queryTime = Self.any(of: [.text(format: "date"), .text(format: "date-time")])
}
