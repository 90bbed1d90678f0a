internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// Single events.
    static func details(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        (EventList.ofOneKind + [.all]).flatMap { list in
            let path = scope.api(list.path + "/{id}/")
            return [
                OpenAPIPath(path, [Self.show(list)]),
                OpenAPIPath(path + "sealed/", [Self.sealed(list)]),
                OpenAPIPath(
                    path + "verify_integrity/",
                    twins: [path + "verify-integrity/"],
                    [Self.verify(list)]
                ),
            ]
        }
    }

    private static func operation(
        _ verb: String,
        _ list: EventList,
        _ summary: String
    ) -> OpenAPIOperation {
        OpenAPIOperation(.get, verb + list.title.dropLast(), .events, .reading, summary)
            .taking(.id(of: "event"), .tenant)
    }

    private static func show(_ list: EventList) -> OpenAPIOperation {
        Self.operation("show", list, "One event.")
            .taking(.ifNoneMatch)
            .answering(
                .ok,
                "The event.",
                .event(list.kinds.first),
                headers: ["ETag": "A hash of the body."]
            )
            .answering(.notModified, "The copy is still right.")
    }

    private static func sealed(_ list: EventList) -> OpenAPIOperation {
        Self.operation("showSealed", list, "What was sealed of one event, and all that proves it.")
            .taking(.ifNoneMatch)
            .answering(
                .ok,
                "Sections with their salts, the leaf, its proof and the checkpoint.",
                .named("SealedEvent", .sealedEvent),
                headers: ["ETag": "A hash of the body."]
            )
            .answering(.notModified, "The copy is still right.")
    }

    private static func verify(_ list: EventList) -> OpenAPIOperation {
        Self.operation("verify", list, "Whether one event is as it was sealed.")
            .answering(
                .ok,
                "The verdict.",
                .named(
                    "EventIntegrity",
                    .object([
                        .init("status", .choice(["ok", "tampered", "erased"])),
                        .init("valid", .flag),
                    ])
                ),
                example: ["status": "ok", "valid": true]
            )
    }
}

extension JSONSchema {
    /// An inclusion proof.
    static let inclusionProof = Self.object([
        Field("index", .count), Field("tree_size", .count),
        Field("hashes", .list(of: .hash)),
    ])

    fileprivate static let sealedEvent = Self.object([
        Field("tenant", .tenant), Field("ledger_index", .count),
        Field("leaf_data", .text), Field("leaf_hash", .hash),
        Field(
            "sections",
            .object(SectionName.allCases.map { .optional($0.rawValue, Self.sealedSection) })
        ),
        Field("inclusion_proof", Self.inclusionProof),
        Field("checkpoint", .text.described("A signed note (C2SP checkpoint).").orNull),
    ])

    private static let sealedSection = Self.named(
        "SealedSection",
        .any(of: [
            .object([
                Field("digest", .hash), Field("salt", .text(pattern: "^[0-9a-f]+$")),
                Field("text", .text),
            ]),
            .object([Field("digest", .hash), Field("erased", Self(["const": true]))]),
        ])
    )
}
