internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// The beacon of browsers.
    static func recording(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        let path = scope.configuration.beacon.path
        return [
            OpenAPIPath(path + "/logs/", twins: [path + "/log/"], [Self.visit("recordVisit")]),
            OpenAPIPath("/trail.js", [Self.tracker]),
        ]
    }

    private static let tracker = OpenAPIOperation(
        .get,
        "showTracker",
        .recording,
        .anyone,
        "The script by which pages tell where people go."
    )
    .taking(.query("v", .text, "The first 16 digits of its SHA-256: it may be kept for ever."))
    .taking(.ifNoneMatch)
    .answering(
        .ok,
        "The script.",
        [OpenAPIContent("text/javascript", .text)],
        headers: ["ETag": "A hash of the body."]
    )
    .answering(.notModified, "The copy is still right.")

    /// What may be posted to a list.
    static func recording(at list: EventList) -> [OpenAPIOperation] {
        guard list.part == nil else { return [] }
        if list == .all { return [Self.ingest] }
        return list.kinds == [.page] ? [Self.visit("recordPageEvent")] : []
    }

    private static let ingest = OpenAPIOperation(
        .post,
        "recordEvents",
        .recording,
        .permission(.ingest),
        "Records one event, several, or a stream of lines."
    )
    .detailed(
        "Events are recorded when the answer says so. With an id of the client's own a retry is "
            + "harmless. Bodies may be compressed (`gzip`, `deflate`)."
    )
    .taking(.prefer)
    .reading([
        .json(
            .any(of: [.draft, .list(of: .draft)]),
            example: [
                "kind": "action", "action": "invoice.approve",
                "who": ["type": "user", "id": "42"],
                "what": [
                    "detail": ["action_type": "Update"],
                    "targets": [["type": "invoice", "id": "2026-17"]],
                ],
            ]
        ),
        OpenAPIContent("application/x-ndjson", .text.described("An event each line.")),
    ])
    .answering(.ok, "It was recorded before, or several are recorded now.", Self.outcomes)
    .answering(.created, "It is sealed and on disk.", .ingestReceipt)
    .answering(.accepted, "It is kept on disk and will be sealed.", .ingestReceipt)
    .answering(multiStatus, "Some are recorded; each result has its status.", .ingestReport)
    .failingAsIngest()

    private static let multiStatus = IngestReport.multiStatus

    private static let outcomes: [OpenAPIContent] = [
        .json(.any(of: [.ingestReceipt, .ingestReport])),
        OpenAPIContent(
            "application/x-ndjson",
            .text.described("A result each line, figures last.")
        ),
    ]

    private static func visit(_ id: String) -> OpenAPIOperation {
        let visit = JSONSchema.visit
        let several = JSONSchema.list(of: visit, atMost: VisitBody.maximumItems)
        return OpenAPIOperation(.post, id, .recording, .visitors, "Records visits to pages.")
            .detailed(
                "Programs need `ingest`; people may say where they went. One visit is answered by a "
                    + "status alone, and by an IngestReceipt where the request prefers it; several "
                    + "by an IngestReport."
            )
            .taking(.prefer)
            .reading([
                OpenAPIContent("application/x-www-form-urlencoded", .visitForm),
                OpenAPIContent("multipart/form-data", .visitForm),
                .json(
                    .any(of: [visit, several]),
                    example: ["date": "2026-11-21T02:38:40Z", "path": "/welcome"]
                ),
                OpenAPIContent("application/x-ndjson", .text.described("A visit each line.")),
                OpenAPIContent("text/plain", .text.described("JSON, as beacons have it.")),
            ])
            // These may have no body, of which a document has no way to speak.
            .answering(.ok, "It was recorded before, or several are recorded now.")
            .answering(.created, "It is sealed and on disk.")
            .answering(.accepted, "It is kept on disk and will be sealed.")
            .answering(multiStatus, "Some are recorded.", .ingestReport)
            .failing(.tooManyRequests)
            .failingAsIngest()
    }
}

extension JSONSchema {
    /// A visit to a page; other members are passed over.
    fileprivate static let visit = Self.named(
        "Visit",
        .visit(data: .map(of: .anything).orNull) { $0.orNull }
    )

    /// The same as the fields of a form, in which nothing is null.
    fileprivate static let visitForm = Self.named("VisitForm", .visit(data: .text) { $0 })

    private static func visit(data: JSONSchema, _ absent: (JSONSchema) -> JSONSchema) -> Self {
        // An empty one is none.
        let empty = Self(["const": ""])
        let id = Self.any(of: [.id, empty])
        // `page.` stands before it in the action.
        let event = Self.any(of: [.dottedWords.with("maxLength", 59), empty])
        return Self.object([
            Field("date", .time),
            .optional("path", absent(.text).described("That of the Referer where it is absent.")),
            .optional("referer", absent(.text)),
            .optional("id", absent(id).described("The client's own; makes a retry harmless.")),
            .optional("event", absent(event).described("What happened: the action page.EVENT.")),
            .optional("data", data.described("What is said besides; a form has it as JSON text.")),
        ])
        .with("additionalProperties", true)
    }
}
