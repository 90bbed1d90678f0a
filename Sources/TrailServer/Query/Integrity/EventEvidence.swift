internal import MerkleLog
internal import Trail

/// What proves an event: its leaf data, its way to the root, and the signed head.
struct EventEvidence: Sendable {
    /// The event, as it is now.
    let event: SealedEvent
    /// What its leaf is the hash of, made anew from what is stored.
    let leafData: [UInt8]
    /// The way from its leaf to the root.
    let proof: InclusionProof
    /// The head that holds it.
    let head: LedgerHead
    /// Whether what is stored is what was sealed.
    let isIntact: Bool

    /// Gathers the evidence for an event of `store`.
    ///
    /// Somebody may be erasing sections of it or removing it, by right, since it was read: so its
    /// row is looked at again.
    /// - Parameters:
    ///   - event: The event as it was read.
    ///   - store: Where it is.
    ///   - keys: The keys by which a head may be signed; `nil` where they are not known, and the
    ///     signature is left to whoever asks.
    /// - Throws: ``Trail/TrailError`` where the store cannot be read, or where the ledger that
    ///   holds the event is gone or too short: `ledgerDamaged`; `notFound` where the event was
    ///   removed meanwhile.
    init(
        of event: SealedEvent,
        in store: any EventStore,
        keys: [NoteVerifier]?
    ) async throws {
        guard let head = try await store.head(of: event.header.tenant), event.index < head.size
        else { throw TrailError(.ledgerDamaged, "the ledger ends before one of its events") }
        let request = EntriesRequest(
            tenant: event.header.tenant,
            from: event.index,
            upTo: event.index + 1
        )
        guard let row = try await store.entries(request).entries.first else {
            throw TrailError(.notFound, "the event was removed while it was read")
        }
        // A row that says it is another event was put in this one's place.
        let isSame = row.event.header.id == event.header.id
        let current = isSame ? row.event : event
        self.event = current
        self.head = head
        self.leafData = LeafData.bytes(of: current)
        self.proof = try await InclusionProof(
            index: event.index,
            treeSize: head.size,
            reader: try store.tree(of: head)
        )
        let reachesRoot =
            (try? self.proof.verify(leaf: .leaf(self.leafData), root: head.root)) != nil
        // The columns beside the event are derived from it; one that was changed is found so.
        self.isIntact =
            reachesRoot && isSame && row.columns == EventColumns(of: current)
            && head.isSigned(by: keys)
    }

    /// The evidence as JSON.
    var json: [UInt8] {
        var output = JSONOutput(capacity: 4_096)
        output.beginObject()
        output.member("tenant", self.event.header.tenant.name)
        output.member("ledger_index", self.event.index)
        output.member("leaf_data", String(decoding: self.leafData, as: UTF8.self))
        output.member("leaf_hash", Hash.leaf(self.leafData))
        output.key("sections")
        self.writeSections(to: &output)
        output.key("inclusion_proof")
        self.proof.write(to: &output)
        output.member("checkpoint", self.head.note?.description)
        output.endObject()
        return output.bytes
    }

    private func writeSections(to output: inout JSONOutput) {
        output.beginObject()
        for name in SectionName.allCases {
            guard let section = self.event.sections[name] else { continue }
            output.key(name.rawValue)
            output.beginObject()
            output.member("digest", section.digest(as: name))
            if case .sealed(let text, let salt) = section {
                output.member("salt", salt.bytes)
                output.member("text", String(decoding: text, as: UTF8.self))
            } else {
                output.member("erased", true)
            }
            output.endObject()
        }
        output.endObject()
    }
}

extension InclusionProof {
    /// Writes the proof as an object.
    func write(to output: inout JSONOutput) {
        output.beginObject()
        output.member("index", self.index)
        output.member("tree_size", self.treeSize)
        output.member("hashes", self.path)
        output.endObject()
    }
}

extension LedgerHead {
    /// Whether the root is the one that was signed, by one of `keys` where they are known.
    func isSigned(by keys: [NoteVerifier]?) -> Bool {
        guard let note = self.note, let checkpoint = try? Checkpoint(text: note.text),
            checkpoint.root == self.root, checkpoint.size == self.size
        else { return false }
        guard let keys else { return true }
        return keys.contains { key in
            let origin = "\(key.name)/\(self.tenant)"
            return (try? Checkpoint(verifying: note, origin: origin, with: [key])) != nil
        }
    }
}
