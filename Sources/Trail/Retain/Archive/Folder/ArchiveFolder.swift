internal import Crypto
internal import MerkleLog

/// Keeps archives as files in a folder, one for each removal.
///
/// Each is complete, verified and on disk before what it holds may go. The form is described in
/// docs/retention.md; ``ArchiveReader`` reads it.
public struct ArchiveFolder: RemovalArchive {
    /// The folder.
    public let path: String
    let ledger: any Ledger
    let coding: any ArchiveCoding
    private let clock: any WallClock
    /// The archives that this process has made and no sealed record names yet.
    let pending = PendingArchives()

    /// Archives of `ledger` in the folder at `path`, which is made where it is not there.
    public init(
        path: String,
        ledger: any Ledger,
        coding: any ArchiveCoding = PlainCoding(),
        clock: any WallClock = SystemWallClock()
    ) {
        self.path = path
        self.ledger = ledger
        self.coding = coding
        self.clock = clock
    }

    /// Copies every event of a list into a new file.
    ///
    /// - Throws: ``TrailError`` `outOfSpace` or `storeUnavailable` where it cannot be written,
    ///   `ledgerDamaged` where it does not hold what was sealed; what the ledger throws.
    public func keep(_ request: ArchiveRequest) async throws -> ArchiveReceipt {
        try ArchiveFile.makeFolder(self.path)
        let now = self.clock.now()
        let name = Self.name(of: request, at: now) + self.coding.suffix
        let path = "\(self.path)/\(name)"
        try self.pending.begin(path, of: request.tenant)
        do {
            let hash = try await self.write(request, to: path, at: now)
            try await self.check(request, path)
            return ArchiveReceipt(name: name, hash: hash)
        } catch {
            ArchiveFile.delete(path)
            self.pending.end(path, isSettled: true)
            throw error
        }
    }

    /// Keeps a copy that is recorded, and deletes one that is not needed; what is to become of one
    /// whose fate is unknown is left to ``removeLeftovers(of:)``.
    public func settle(_ copy: ArchiveReceipt, as fate: ArchiveFate) {
        let path = "\(self.path)/\(copy.name)"
        if fate == .unneeded { ArchiveFile.delete(path) }
        self.pending.end(path, isSettled: fate != .unknown)
    }

    private func write(
        _ request: ArchiveRequest,
        to path: String,
        at now: Timestamp
    ) async throws -> Hash {
        let file = try ArchiveFile.writing(path)
        let encoder = try self.coding.encoder()
        var digest = SHA256()
        func append(_ bytes: [UInt8]) throws {
            digest.update(data: bytes)
            try file.write(bytes)
        }
        var writer = try await ArchiveWriter(request, ledger: self.ledger)
        try await writer.write(at: now) { lines in
            try Task.checkCancellation()
            try encoder.add(lines, to: append)
        }
        try encoder.finish(to: append)
        try file.finish()
        guard let hash = Hash(bytes: Array(digest.finalize())) else {
            throw TrailError(.storeUnavailable, "The archive \(path) cannot be written.")
        }
        return hash
    }

    /// Reads back what was written: nothing may go on the word of a disk alone.
    private func check(_ request: ArchiveRequest, _ path: String) async throws {
        do {
            let contents = try await ArchiveReader(path: path, coding: self.coding)
                .read(keys: nil)
            guard contents.list == request.list else { throw ArchiveError.altered }
        } catch let error as ArchiveError {
            throw TrailError(
                .ledgerDamaged,
                "The archive \(path) is not what was written. Nothing is removed.",
                cause: error
            )
        }
    }

    /// `<tenant>.<first>-<last>.<time>.ndjson`: sorted by name, those of a tenant are in ledger
    /// order.
    private static func name(of request: ArchiveRequest, at now: Timestamp) -> String {
        func padded(_ index: UInt64) -> String {
            let digits = String(index)
            return String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        }
        let first = request.list.runs.first?.indices.lowerBound ?? 0
        let last = (request.list.runs.last?.indices.upperBound ?? 1) - 1
        let time = now.description.filter { $0 != "-" && $0 != ":" }
        return "\(request.tenant).\(padded(first))-\(padded(last)).\(time).ndjson"
    }
}
