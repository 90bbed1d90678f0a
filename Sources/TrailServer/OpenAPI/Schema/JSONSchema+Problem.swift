internal import Trail

extension JSONSchema {
    /// An error (RFC 9457).
    static let problem = Self.named(
        "Problem",
        .object(Self.problemFields)
            .example([
                "type": "urn:trail:problem:invalid-input",
                "title": "Invalid input",
                "status": 400,
                "detail": "The input is not valid.",
                "errors": ["page_size": ["A whole number from 1 to 1000 is expected."]],
            ])
    )

    /// An error of a request that records: what was recorded all the same, and what was not.
    static let ingestProblem = Self.named(
        "IngestProblem",
        .object(
            Self.problemFields + Self.ingestFigures.map { .optional($0.name, $0.schema) }
                + [.optional("results", .list(of: Self.ingestResult))]
        )
    )

    private static let problemFields = [
        Field("type", .text(format: "uri")),
        Field("title", .text),
        Field("status", .whole(100...599)),
        Field("detail", .text),
        .optional(
            "errors",
            .map(of: .list(of: .text)).described("What is wrong, by parameter or field.")
        ),
    ]

    /// What became of one event.
    static let ingestReceipt = Self.named("IngestReceipt", .object(Self.receiptFields))

    private static let receiptFields = [
        Field("status", .whole(200...202)),
        Field("id", .id),
        .optional("ledger_index", .count),
        .optional("integrity_hash", .hash),
    ]

    /// What became of one event of several.
    static let ingestResult: JSONSchema = {
        let place: [Field] = [.optional("index", .count), .optional("line", .count)]
        return .named(
            "IngestResult",
            .any(of: [.object(place + Self.receiptFields), .object(place + Self.problemFields)])
        )
    }()

    /// What became of several events.
    static let ingestReport = Self.named(
        "IngestReport",
        .object(Self.ingestFigures + [Field("results", .list(of: Self.ingestResult))])
    )

    private static let ingestFigures = [
        Field("stored", .count),
        .optional("accepted", .count.described("Kept on disk, but not sealed yet.")),
        Field("repeated", .count.described("Recorded before, with the same content.")),
        Field("rejected", .count),
        .optional("not_read_from", .count),
        .optional("results_omitted", .count),
    ]
}
