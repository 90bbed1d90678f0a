/// A file in a folder of archives that is no archive of a recorded removal.
public struct ArchiveStray: Sendable, Hashable {
    /// What it is.
    public enum What: Sendable, Hashable {
        /// The beginning of an archive whose process has died; the next run of retention with this
        /// archive deletes it.
        case unfinished
        /// An archive that no sealed record names: its events were not removed on its account.
        case unrecorded
        /// No archive, or one that is damaged.
        case unreadable
    }

    /// The name of the file.
    public let name: String
    /// What it is.
    public let what: What
}

extension ArchiveFolder {
    /// What is in the folder beside the archives of recorded removals, by name; nothing is changed.
    ///
    /// What a living process is just making is left out.
    /// - Throws: What the ledger throws.
    public func strays() async throws -> [ArchiveStray] {
        var strays: [ArchiveStray] = []
        var recorded: [TenantID: Set<String>] = [:]
        for name in ArchiveFile.names(in: self.path) where self.isUnfinished(name) {
            strays.append(ArchiveStray(name: name, what: .unfinished))
        }
        for name in self.archiveNames() where !self.isBusy(name + PendingArchives.suffix) {
            guard let tenant = try await self.tenant(of: name) else {
                strays.append(ArchiveStray(name: name, what: .unreadable))
                continue
            }
            if recorded[tenant] == nil {
                recorded[tenant] = try await RecordedArchives(of: tenant, in: self.ledger)?.names
            }
            guard recorded[tenant]?.contains(name) != true else { continue }
            strays.append(ArchiveStray(name: name, what: .unrecorded))
        }
        return strays.sorted { $0.name < $1.name }
    }

    /// Whether a file is what a dead process has left that did not complete its archive.
    private func isUnfinished(_ name: String) -> Bool {
        guard !name.hasSuffix(PendingArchives.suffix) else {
            let archive = name.dropLast(PendingArchives.suffix.count)
            return !ArchiveFile.exists("\(self.path)/\(archive)") && !self.isBusy(name)
        }
        return name.hasSuffix(ArchiveFile.draftSuffix) && !self.isBusy(name)
    }

    /// Whether a living process holds the lock of a file.
    private func isBusy(_ name: String) -> Bool {
        let path = "\(self.path)/\(name)"
        // What cannot be opened is somebody else's.
        guard let lock = try? FileLock.take(path, mustExist: true) else {
            return ArchiveFile.exists(path)
        }
        lock.end()
        return false
    }

    /// Whose archive it says it is; `nil` for what is none.
    private func tenant(of name: String) async throws -> TenantID? {
        do {
            return try await self.reader(of: "\(self.path)/\(name)").header.tenant
        } catch is ArchiveError {
            return nil
        }
    }
}
