internal import Crypto
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
    let coding: any ArchiveCoding
    /// The most bytes of a line.
    private static let longestLine = 64 * 1_048_576
    /// The most events that are handed over together.
    private static let batch = 500

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

    /// Reads the whole archive, and hands its events to `body` some at a time.
    ///
    /// As ``read(keys:_:)``, for who has something to wait for with each of them.
    /// - Parameters:
    ///   - keys: The keys by which the checkpoint may be signed.
    ///   - progress: Called with the bytes of the file that have been read.
    ///   - body: Takes events, in ledger order.
    /// - Returns: What it holds, and the SHA-256 of the file.
    /// - Throws: ``ArchiveError``; what `body` throws.
    @discardableResult
    package func readBatches(
        keys: [NoteVerifier],
        progress: ((UInt64) -> Void)? = nil,
        _ body: ([SealedEvent]) async throws -> Void
    ) async throws -> (contents: Contents, hash: Hash) {
        var check = ArchiveCheck()
        let hash = try await self.pieces(progress: progress) { lines in
            var events: [SealedEvent] = []
            for line in lines {
                if let event = try check.take(line) { events.append(event) }
            }
            for start in stride(from: 0, to: events.count, by: Self.batch) {
                try await body(Array(events[start..<min(start + Self.batch, events.count)]))
            }
        }
        return (try check.finish(keys), hash)
    }

    /// The first line, unproven.
    ///
    /// - Throws: ``ArchiveError``.
    public func header() async throws -> ArchiveHeader {
        struct Found: Error { let header: ArchiveHeader }
        do {
            try await self.lines { throw Found(header: try ArchiveHeader(line: $0)) }
        } catch let found as Found {
            return found.header
        }
        throw ArchiveError.damaged("it has no lines")
    }

    /// Hands each line to `body`, as it stands there; whether it can be believed is not known.
    ///
    /// - Throws: ``ArchiveError`` where it is no text of lines; what `body` throws.
    func lines(_ body: ([UInt8]) throws -> Void) async throws {
        try await self.pieces { lines in
            for line in lines { try body(line) }
        }
    }

    /// Hands the lines to `body`, those of one piece of the file at a time.
    ///
    /// - Parameters:
    ///   - progress: Called with the bytes of the file that have been read.
    ///   - body: Takes lines, as they stand there.
    /// - Returns: The SHA-256 of the file.
    /// - Throws: ``ArchiveError`` where it is no text of lines; what `body` throws.
    @discardableResult
    func pieces(
        progress: ((UInt64) -> Void)? = nil,
        _ body: ([[UInt8]]) async throws -> Void
    ) async throws -> Hash {
        let file = try ArchiveFile.reading(self.path)
        let decoder = try self.coding.decoder()
        var digest = SHA256()
        var done: UInt64 = 0
        var splitter = LineSplitter(longestLine: Self.longestLine)
        while let bytes = try file.read() {
            // Others want the thread, too.
            await Task.yield()
            try Task.checkCancellation()
            digest.update(data: bytes)
            try decoder.add(bytes) { try splitter.take($0) }
            try await body(splitter.lines())
            done += UInt64(bytes.count)
            progress?(done)
        }
        try decoder.finish { try splitter.take($0) }
        try await body(splitter.lines())
        guard splitter.isAtEnd, let hash = Hash(bytes: Array(digest.finalize())) else {
            throw ArchiveError.damaged("it breaks off")
        }
        return hash
    }
}

/// Gathers bytes into lines.
private struct LineSplitter {
    let longestLine: Int
    private var line: [UInt8] = []
    private var complete: [[UInt8]] = []

    init(longestLine: Int) {
        self.longestLine = longestLine
    }

    /// Whether nothing follows the end of the last line.
    var isAtEnd: Bool { self.line.isEmpty }

    mutating func take(_ piece: [UInt8]) throws(ArchiveError) {
        var rest = piece[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            self.line += rest[..<end]
            rest = rest[(end + 1)...]
            self.complete.append(self.line)
            self.line.removeAll(keepingCapacity: true)
        }
        self.line += rest
        guard self.line.count <= self.longestLine else { throw .damaged("a line is too long") }
    }

    /// The lines that have become complete since the last call.
    mutating func lines() -> [[UInt8]] {
        defer { self.complete.removeAll(keepingCapacity: true) }
        return self.complete
    }
}
