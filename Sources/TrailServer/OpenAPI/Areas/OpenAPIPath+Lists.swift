internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// The lists of events, their exports and their integrity.
    static func lists(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        (EventList.ofOneKind + [.all] + EventList.parts).flatMap { list in
            [Self.list(list, scope)] + ExportFormat.allCases.map { Self.export(list, $0, scope) }
                + [Self.integrity(list, scope)]
        }
    }

    private static func list(_ list: EventList, _ scope: OpenAPIScope) -> OpenAPIPath {
        let get = OpenAPIOperation(.get, "list" + list.title, .events, .reading, list.summary)
            .taking(OpenAPIParameter.parameters(of: list))
            .answering(
                .ok,
                "A page, and where the next one is.",
                .page(
                    of: .event(list.kinds.first),
                    [.optional("count_is_estimate", .flag)]
                ),
                headers: ["Link": "The pages before and behind, where there are any (RFC 8288)."]
            )
            .failing(.notFound)
        return Self.spelled(list, "", scope, [get] + Self.recording(at: list))
    }

    private static func export(
        _ list: EventList,
        _ format: ExportFormat,
        _ scope: OpenAPIScope
    ) -> OpenAPIPath {
        let name = format.rawValue.uppercased()
        let refused = EventExport<TrailRequestContext>.refused
        let get = OpenAPIOperation(
            .get,
            "export" + list.title + "As" + name,
            .events,
            .reading,
            "\(list.summary) All that match as a file, \(name)."
        )
        .taking(OpenAPIParameter.parameters(of: list, without: Set(refused.keys)))
        .answering(
            .ok,
            "The file, streamed.",
            [OpenAPIContent(format.contentType, format.schema(list))],
            headers: ["Content-Disposition": "What the file is called."]
        )
        return Self.spelled(
            list,
            "export_\(format.rawValue)/",
            scope,
            [format == .xlsx ? get.failing(.notBuiltIn) : get],
            or: ["export/\(format.rawValue)/"]
        )
    }

    private static func integrity(_ list: EventList, _ scope: OpenAPIScope) -> OpenAPIPath {
        let refused = ListIntegrity<TrailRequestContext>.refused
        let get = OpenAPIOperation(
            .get,
            "verify" + list.title,
            .events,
            .reading,
            "\(list.summary) Whether they are as they were sealed."
        )
        .taking(OpenAPIParameter.parameters(of: list, without: Set(refused.keys)))
        .answering(
            .ok,
            "What was found, and where to go on.",
            .named("ListIntegrity", .integrityFindings),
            headers: ["Link": "Where to go on, where there is more (RFC 8288)."]
        )
        return Self.spelled(list, "verify_integrity/", scope, [get])
    }

    /// A path below a list, in all its spellings.
    private static func spelled(
        _ list: EventList,
        _ path: String,
        _ scope: OpenAPIScope,
        _ operations: [OpenAPIOperation],
        or others: [String] = []
    ) -> OpenAPIPath {
        var spellings = list.paths.flatMap { list in
            (path.spellings + others).map { scope.api("\(list)/\($0)") }
        }
        let first = spellings.removeFirst()
        return OpenAPIPath(first, twins: spellings, operations)
    }
}

extension EventList {
    /// Its name in the ids of operations: `CrudEvents`.
    var title: String {
        self.paths[0].split { !$0.isLetter }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
            .joined()
    }

    /// A sentence about it.
    fileprivate var summary: String {
        switch self.part {
        case .failedLogins: "Logins that failed."
        case .slowRequests: "Requests that took long."
        case .critical: "System events of the severity CRITICAL."
        case nil: self.kinds.first.map { "Events of the kind \($0.rawValue)." } ?? "All events."
        }
    }
}

extension ExportFormat {
    /// What the file holds.
    fileprivate func schema(_ list: EventList) -> JSONSchema {
        switch self {
        case .json: .list(of: .event(list.kinds.first))
        case .ndjson: .text.described("A line of event JSON each.")
        case .csv: .text.described("RFC 4180, a header first; nested values as JSON.")
        // Bytes, of which a schema has nothing to say.
        case .xlsx: .anything
        }
    }
}

extension JSONSchema {
    fileprivate static let integrityFindings = Self.object([
        Field("total", .count), Field("verified", .count), Field("tampered", .count),
        Field("tampered_ids", .list(of: .id)),
        Field("next", .text(format: "uri-reference").orNull),
    ])
}
