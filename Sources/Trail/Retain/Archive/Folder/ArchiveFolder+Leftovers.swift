// What processes leave that die while they make an archive: a file that is not complete, or one
// that is complete, of which it must be looked up whether a sealed record names it.

extension ArchiveFolder {
    /// Removes what dead processes have left of archives of a tenant, and all files of theirs that
    /// are not complete.
    ///
    /// An archive that a sealed record names is kept; so is every archive where the ledger is not
    /// there to be asked.
    /// - Throws: What the ledger throws.
    public func removeLeftovers(of tenant: TenantID) async throws {
        self.removeDrafts()
        var records: RecordedArchives?
        for name in ArchiveFile.names(in: self.path) where name.hasSuffix(PendingArchives.suffix) {
            let note = "\(self.path)/\(name)"
            guard let lock = try FileLock.take(note, mustExist: true) else { continue }
            defer { lock.end() }
            guard try PrivateFile.read(note, isSecret: false) == Array(tenant.name.utf8) else {
                continue
            }
            if records == nil {
                records = try await RecordedArchives(of: tenant, in: self.ledger)
            }
            guard let records else { return }
            let archive = String(name.dropLast(PendingArchives.suffix.count))
            if !records.names.contains(archive) { ArchiveFile.delete("\(self.path)/\(archive)") }
            ArchiveFile.delete(note)
        }
    }

    /// Deletes files that are not complete and that nobody is writing.
    ///
    /// - Returns: The names of those that somebody is writing.
    @discardableResult
    func removeDrafts() -> [String] {
        ArchiveFile.names(in: self.path).filter { name in
            guard name.hasSuffix(ArchiveFile.draftSuffix) else { return false }
            let path = "\(self.path)/\(name)"
            // What cannot be opened is somebody else's.
            guard let lock = try? FileLock.take(path, mustExist: true) else {
                return ArchiveFile.exists(path)
            }
            ArchiveFile.delete(path)
            lock.end()
            return false
        }
    }
}

/// The archives that the sealed records of a ledger name.
struct RecordedArchives {
    let names: Set<String>

    /// Goes through the records of a tenant's ledger; `nil` where there is no such ledger.
    init?(of tenant: TenantID, in ledger: any Ledger) async throws {
        guard try await ledger.head(of: tenant) != nil else { return nil }
        var names: Set<String> = []
        for removal in try await ledger.removals(of: tenant) {
            let request = EntriesRequest(
                tenant: tenant,
                from: removal.recordIndex,
                upTo: removal.recordIndex + 1
            )
            let record = try await ledger.entries(request).entries.first?.event
            if let name = record.flatMap(RemovalRecord.archiveName) { names.insert(name) }
        }
        self.names = names
    }
}
