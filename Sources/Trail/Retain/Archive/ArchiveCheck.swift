internal import MerkleLog

/// Follows the lines of an archive, one after another.
struct ArchiveCheck {
    private(set) var header: ArchiveHeader?
    private var list = RemovalList()
    private var count = 0
    private var tree = TreeFrontier()
    private var hasEnded = false

    /// Takes a line in.
    ///
    /// - Returns: The event, where it is one.
    mutating func take(_ line: [UInt8]) throws(ArchiveError) -> SealedEvent? {
        guard !self.hasEnded else { throw .damaged("something follows the last line") }
        guard let header = self.header else {
            self.header = try ArchiveHeader(line: line)
            return nil
        }
        switch try ArchiveLine(line, tenant: header.tenant) {
        case .event(let event):
            guard event.index == self.tree.size else { throw .altered }
            self.tree.append(event.leaf)
            self.list.append(event.index, .row)
            self.count += 1
            return event
        case .gap(let end, let nodes):
            try self.pass(upTo: end, nodes)
        case .end(let count, let list):
            guard count == self.count, list == self.list.hash else { throw .altered }
            self.hasEnded = true
        }
        return nil
    }

    private mutating func pass(upTo end: UInt64, _ nodes: [Hash]) throws(ArchiveError) {
        guard end > self.tree.size, end <= UInt64(Int64.max) else { throw .altered }
        let places = NodeCoordinate.filling(self.tree.size..<end)
        guard places.count == nodes.count else { throw .altered }
        for (place, node) in zip(places, nodes) {
            self.tree.append(subtree: node, level: place.level)
        }
    }

    /// Ends the check.
    func finish(_ keys: [NoteVerifier]?) throws(ArchiveError) -> ArchiveReader.Contents {
        guard self.hasEnded, let header = self.header else { throw .damaged("it breaks off") }
        guard let checkpoint = try? header.checkpoint() else {
            throw .damaged("it has no checkpoint")
        }
        guard checkpoint.size == self.tree.size, checkpoint.root == self.tree.root else {
            throw .altered
        }
        if let keys {
            let isSigned = keys.contains { key in
                let origin = "\(key.name)/\(header.tenant)"
                return
                    (try? Checkpoint(verifying: header.note, origin: origin, with: [key])) != nil
            }
            guard isSigned else { throw .badSignature }
        }
        return ArchiveReader.Contents(header: header, checkpoint: checkpoint, list: self.list)
    }
}
