package import MerkleLog

extension RestorationSelection {
    /// The record that events were brought back, ready to be sealed: who ordered it, from which
    /// archive, how many events and between which places, and the SHA-256 of the list of the
    /// sections that they lack.
    ///
    /// - Throws: ``EventError`` if the request's actor or name is beyond the limits.
    package func record(
        archive hash: Hash,
        now: Timestamp
    ) throws(EventError) -> EncodedEvent {
        var facts: [String: JSON] = [
            "archive": ["name": .string(self.request.name), "sha256": .string(hash.hex)],
            "count": .integer(Int64(self.result.count)),
            "kinds": .object(
                Dictionary(
                    uniqueKeysWithValues: self.kinds.map { kind, count in
                        (kind.rawValue, .integer(Int64(count)))
                    }
                )
            ),
            "sha256": .string(self.lost.hash.hex),
        ]
        if self.result.incomplete > 0 {
            facts["incomplete"] = .integer(Int64(self.result.incomplete))
        }
        if let first = self.list.runs.first, let last = self.list.runs.last {
            facts["first_index"] = .integer(Int64(first.indices.lowerBound))
            facts["last_index"] = .integer(Int64(last.indices.upperBound - 1))
        }
        var detail = SystemDetail(.info, category: "retention", eventName: "restored")
        detail.facts = CanonicalJSON(.object(facts))
        let draft = Event.Draft(.system(detail), actor: self.request.actor)
        return EncodedEvent(
            try Event(draft, tenant: self.request.tenant, now: now),
            stated: []
        )
    }
}
