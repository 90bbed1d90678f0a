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
        if let erasure = request.manner.erasure {
            facts["erasure"] = .string(erasure.description)
        }
        if let copy {
            facts["archive"] = ["name": .string(copy.name), "sha256": .string(copy.hash.hex)]
        }
        return CanonicalJSON(.object(facts))
    }
}

extension RemovalSelection {
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

    /// Seals the record of the removal, and tells the archive what became of its copy.
    ///
    /// - Parameters:
    ///   - copy: The copy, where one was made.
    ///   - seal: Gives the receipt, or `nil` where things have changed while the copy was made.
    /// - Returns: What `seal` gives.
    /// - Throws: What `seal` throws.
    package func settling(
        _ copy: ArchiveReceipt?,
        _ seal: () async throws -> Receipt?
    ) async throws -> Receipt? {
        guard let copy, let archive = self.request.manner.archive else { return try await seal() }
        do {
            let receipt = try await seal()
            await archive.settle(copy, as: receipt == nil ? .unneeded : .recorded)
            return receipt
        } catch {
            // The record may be durable all the same.
            await archive.settle(copy, as: .unknown)
            throw error
        }
    }
}
