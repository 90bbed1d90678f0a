internal import MerkleLog

extension RemovalRecord {
    /// What is sealed of a removal.
    static func facts(of selection: RemovalSelection, _ copy: ArchiveReceipt?) -> CanonicalJSON {
        let request = selection.request
        let list = selection.list
        var facts: [String: JSON] = [
            "count": .integer(Int64(list.count)),
            "extent": .array(request.extent.names.map { .string($0) }),
            "kinds": .object(
                Dictionary(
                    uniqueKeysWithValues: selection.kinds.map { kind, count in
                        (kind.rawValue, .integer(Int64(count)))
                    }
                )
            ),
            "reason": .string(request.reason),
            "sha256": .string(list.hash.hex),
        ]
        if let first = list.runs.first, let last = list.runs.last {
            facts["first_index"] = .integer(Int64(first.indices.lowerBound))
            facts["last_index"] = .integer(Int64(last.indices.upperBound - 1))
        }
        if let cutoff = request.bounds.expiredBefore ?? request.bounds.recordedBefore {
            facts["cutoff"] = .string(cutoff.description)
        }
        if selection.held > 0 { facts["held"] = .integer(Int64(selection.held)) }
        if let policy = request.manner.policy { facts["policy"] = .string(policy) }
        if let copy {
            facts["archive"] = ["name": .string(copy.name), "sha256": .string(copy.hash.hex)]
        }
        return CanonicalJSON(.object(facts))
    }
}

extension RemovalSelection {
    /// Has a copy deleted that is not needed after all.
    package func discard(_ copy: ArchiveReceipt?) async {
        guard let copy else { return }
        await self.request.manner.archive?.discard(copy)
    }

    /// Has a copy made of what goes, where the request wants one.
    package func archive() async throws -> ArchiveReceipt? {
        try await self.request.manner.archive?.keep(
            ArchiveRequest(
                tenant: self.request.tenant,
                list: self.list,
                reason: self.request.reason
            )
        )
    }
}
