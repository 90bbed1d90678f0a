public import MerkleLog

/// Reads an archive back and makes sure that it holds what was sealed.
///
/// Each event's leaf is computed anew, and all leaves together with the nodes between them must
/// lead to the root of the checkpoint. Runs in constant memory but for the list of what there is.
public struct ArchiveReader: Sendable {
    /// What an archive turned out to hold.
    public struct Contents: Sendable, Equatable {
        /// Its first line.
        public let header: ArchiveHeader
        /// The checkpoint in it; its signature was looked at where keys were given.
        public let checkpoint: Checkpoint
        /// Which events it holds.
        ///
        /// ``RemovalList/hash`` is what the sealed record of their removal commits to.
        public let list: RemovalList
    }

    /// The path of the file.
    public let path: String
    private let coding: any ArchiveCoding
    /// The most bytes of a line.
    private static let longestLine = 64 * 1_048_576

    /// A reader of the file at `path`, which was written in this coding.
    public init(path: String, coding: any ArchiveCoding = PlainCoding()) {
        self.path = path
        self.coding = coding
    }

    /// Reads the whole archive.
    ///
    /// Events come before the end has been seen, so before it is known whether the archive can be
    /// believed: whoever stores them reads it twice.
    /// - Parameters:
    ///   - keys: The keys by which the checkpoint may be signed; `nil` leaves that to the caller.
    ///   - body: Takes each event, in ledger order.
    /// - Returns: What it holds, which is then what was sealed.
    /// - Throws: ``ArchiveError``; what `body` throws.
    @discardableResult
    public func read(
        keys: [NoteVerifier]?,
        _ body: (SealedEvent) throws -> Void = { _ in }
    ) async throws -> Contents {
        var check = ArchiveCheck()
        try await self.lines { line in
            if let event = try check.take(line) { try body(event) }
        }
        return try check.finish(keys)
    }

    /// Hands each line to `body`, as it stands there; whether it can be believed is not known.
    ///
    /// - Throws: ``ArchiveError`` where it is no text of lines; what `body` throws.
    func lines(_ body: ([UInt8]) throws -> Void) async throws {
        let file = try ArchiveFile.reading(self.path)
        let decoder = try self.coding.decoder()
        var line: [UInt8] = []
        func take(_ piece: [UInt8]) throws {
            var rest = piece[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                line += rest[..<end]
                rest = rest[(end + 1)...]
                try body(line)
                line.removeAll(keepingCapacity: true)
            }
            line += rest
            guard line.count <= Self.longestLine else {
                throw ArchiveError.damaged("a line is too long")
            }
        }
        while let bytes = try file.read() {
            // Others want the thread, too.
            await Task.yield()
            try decoder.add(bytes, to: take)
        }
        try decoder.finish(to: take)
        guard line.isEmpty else { throw ArchiveError.damaged("it breaks off") }
    }
}

/// Follows the lines of an archive, one after another.
struct ArchiveCheck {
    private var header: ArchiveHeader?
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
