internal import HTTPTypes
internal import Trail

extension OpenAPIPath {
    /// What proves a tenant's ledger to others.
    static func ledger(_ scope: OpenAPIScope) -> [OpenAPIPath] {
        let isOpen = scope.configuration.openness.ledger
        let access: OpenAPIAccess = isOpen ? .visitors : .permission(.viewAllLogs)
        let tile = OpenAPIParameter.path(
            "index",
            .text(pattern: "^[0-9]{3}$"),
            "The index in groups of three digits; in all groups but the last behind an x, with "
                + "slashes between: x001/234."
        )
        return [
            OpenAPIPath("/ledger/{tenant}/checkpoint", [Self.checkpoint(access)]),
            OpenAPIPath(
                "/ledger/{tenant}/tile/{level}/{index}",
                route: "/ledger/{tenant}/tile/**",
                [Self.tile("showTile", access, "A full tile, or the entries beside one.", [tile])]
            ),
            OpenAPIPath(
                "/ledger/{tenant}/tile/{level}/{index}.p/{width}",
                route: "/ledger/{tenant}/tile/**",
                [
                    Self.tile(
                        "showPartialTile",
                        access,
                        "A tile of the growing end, or the entries beside one.",
                        [tile, .path("width", .whole(1...255), "How many hashes it has.")]
                    )
                ]
            ),
            OpenAPIPath("/ledger/{tenant}/proof/inclusion", [Self.inclusion(access)]),
            OpenAPIPath("/ledger/{tenant}/proof/consistency", [Self.consistency(access)]),
        ]
    }

    private static let tenant = OpenAPIParameter.path("tenant", .tenant, "Whose ledger.")

    private static func checkpoint(_ access: OpenAPIAccess) -> OpenAPIOperation {
        OpenAPIOperation(.get, "showCheckpoint", .proofs, access, "The signed head of the ledger.")
            .taking(Self.tenant)
            .answering(
                .ok,
                "A signed note (C2SP checkpoint).",
                [OpenAPIContent("text/plain", .text)]
            )
    }

    private static func tile(
        _ id: String,
        _ access: OpenAPIAccess,
        _ summary: String,
        _ place: [OpenAPIParameter]
    ) -> OpenAPIOperation {
        let level = OpenAPIParameter.path(
            "level",
            .text(pattern: "^(entries|[0-9]|[1-5][0-9]|6[0-3])$"),
            "The level of the tile, or entries, which need `view_all_logs`."
        )
        return OpenAPIOperation(.get, id, .proofs, access, summary)
            .detailed("As C2SP tlog-tiles has them.")
            .taking([Self.tenant, level] + place)
            .answering(
                .ok,
                "Hashes of 32 bytes, or leaves behind their lengths.",
                [OpenAPIContent("application/octet-stream", .anything)]
            )
            .failing(.forbidden)
    }

    private static func inclusion(_ access: OpenAPIAccess) -> OpenAPIOperation {
        Self.proof("proveInclusion", access, "The proof that the ledger holds a leaf.")
            .taking(
                .query("index", .count, "The index of the leaf.").required,
                .query("size", .count, "The size of the tree.").required
            )
            .answering(
                .ok,
                "The proof.",
                .named(
                    "InclusionProof",
                    .proof([.init("index", .count), .init("tree_size", .count)])
                )
            )
    }

    private static func consistency(_ access: OpenAPIAccess) -> OpenAPIOperation {
        Self.proof("proveConsistency", access, "The proof that a ledger only grew.")
            .taking(
                .query("from", .count, "The size of the older tree.").required,
                .query("to", .count, "The size of the newer tree.").required
            )
            .answering(
                .ok,
                "The proof.",
                .named("ConsistencyProof", .proof([.init("from", .count), .init("to", .count)]))
            )
    }

    private static func proof(
        _ id: String,
        _ access: OpenAPIAccess,
        _ summary: String
    ) -> OpenAPIOperation {
        OpenAPIOperation(.get, id, .proofs, access, summary).taking(Self.tenant)
    }
}

extension JSONSchema {
    fileprivate static func proof(_ fields: [Field]) -> Self {
        .object(
            [Field("tenant", .tenant)] + fields
                + [Field("hashes", .list(of: .hash)), Field("root_hash", .hash)]
        )
    }
}
