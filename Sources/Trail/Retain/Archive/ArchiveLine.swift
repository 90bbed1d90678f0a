internal import MerkleLog

/// A line of an archive behind the first.
enum ArchiveLine: Sendable {
    /// An event.
    case event(SealedEvent)
    /// What stands in the tree in place of events that are not in the archive: the roots of the
    /// largest complete subtrees from where the last line ended up to the leaf `upTo`.
    case gap(upTo: UInt64, nodes: [Hash])
    /// The last line: how many events there were, and the SHA-256 of the list of them, to which
    /// the sealed record of their removal commits.
    case end(count: Int, list: Hash)
}

// MARK: - Writing

extension ArchiveLine {
    /// The line as canonical JSON.
    var bytes: [UInt8] {
        var writer = CanonicalWriter(capacity: 1_024)
        writer.beginObject()
        switch self {
        case .event(let event): Self.write(event, to: &writer)
        case .gap(let end, let nodes):
            writer.key("nodes")
            writer.beginArray()
            for node in nodes { writer.string(node.base64) }
            writer.endArray()
            writer.key("up_to")
            writer.integer(Int64(end))
        case .end(let count, let list):
            writer.key("count")
            writer.integer(Int64(count))
            writer.key("end")
            writer.string(list.hex)
        }
        writer.endObject()
        return writer.bytes
    }

    private static func write(_ event: SealedEvent, to writer: inout CanonicalWriter) {
        writer.key("action")
        writer.string(event.header.action.name)
        writer.key("id")
        writer.string(event.header.id.description)
        if event.header.isImported {
            writer.key("imported")
            writer.bool(true)
        }
        writer.key("index")
        writer.integer(Int64(event.index))
        writer.key("kind")
        writer.string(event.header.kind.rawValue)
        writer.key("occurred_at")
        writer.string(event.header.occurredAt.description)
        writer.key("outcome")
        writer.string(event.header.outcome.rawValue)
        writer.key("recorded_at")
        writer.string(event.recordedAt.description)
        // In the order of their names, which is that of their keys.
        for name in [SectionName.what, .where, .who] {
            guard let section = event.sections[name] else { continue }
            writer.key(name.rawValue)
            writer.beginObject()
            switch section {
            case .sealed(let text, let salt):
                writer.key("salt")
                writer.string(Base64URL.encode(salt.bytes))
                writer.key("text")
                writer.raw(text)
            case .erased(let digest):
                writer.key("digest")
                writer.string(digest.hex)
            }
            writer.endObject()
        }
    }
}
