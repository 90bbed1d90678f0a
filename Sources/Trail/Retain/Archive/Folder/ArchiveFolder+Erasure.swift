extension ArchiveFolder: ErasurePlace {
    /// Erases sections of archived events: every archive in the folder that holds one is written
    /// anew, whether a sealed record names it or not.
    ///
    /// The new file takes the place of the old one at once, with its proofs; its SHA-256 is no
    /// longer the one in the sealed record of the removal. Files that a dead process has not
    /// completed are deleted; what is no archive that can be read is told.
    public func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        var count = 0
        var unreadable = 0
        let drafts = demand.isDryRun ? [] : self.removeDrafts()
        let names = self.archiveNames()
        for name in names {
            do {
                count += try await self.erase(demand, in: "\(self.path)/\(name)")
            } catch is ArchiveError {
                unreadable += 1
            }
        }
        let recorded = try await RecordedArchives(of: demand.tenant, in: self.ledger)?.names ?? []
        let missing = recorded.subtracting(names).count
        let written = drafts.filter { $0.hasPrefix("\(demand.tenant).") }.count
        return [
            count > 0 ? ErasureFinding("archives", count: count) : nil,
            ErasureFinding.remark(
                "Files in the folder of archives that are none, or damaged",
                unreadable
            ),
            ErasureFinding.remark("Archives that were just being written", written),
            ErasureFinding.missingArchives(missing),
        ].compactMap { $0 }
    }

    /// Does nothing: a file that was replaced has no room left that belongs to it.
    public func overwriteRemains() -> [String] { [] }

    /// What is in the folder, but for what is not complete.
    func archiveNames() -> [String] {
        ArchiveFile.names(in: self.path).sorted().filter { name in
            name != "." && name != ".." && !name.hasSuffix(ArchiveFile.draftSuffix)
                && !name.hasSuffix(PendingArchives.suffix)
        }
    }

    /// Reads an archive in the form in which it is, and not by its name.
    ///
    /// - Throws: ``ArchiveError`` for a file that is none.
    func reader(of path: String) async throws -> (reader: ArchiveReader, header: ArchiveHeader) {
        let reader = ArchiveReader(path: path, coding: self.coding)
        do {
            return (reader, try await reader.header())
        } catch is ArchiveError {
            let plain = ArchiveReader(path: path)
            return (plain, try await plain.header())
        }
    }

    private func erase(_ demand: ErasureDemand, in path: String) async throws -> Int {
        let (reader, header) = try await self.reader(of: path)
        guard header.tenant == demand.tenant else { return 0 }
        var count = 0
        try await reader.read(keys: nil) {
            if demand.covers($0) { count += 1 }
        }
        guard count > 0, !demand.isDryRun else { return count }
        let file = try ArchiveFile.writing(path)
        let encoder = try reader.coding.encoder()
        var check = ArchiveCheck()
        try await reader.lines { line in
            let line = try Self.erased(line, demand, &check)
            try encoder.add(line + [UInt8(ascii: "\n")], to: file.write)
        }
        _ = try check.finish(nil)
        try encoder.finish(to: file.write)
        try file.finish()
        return count
    }

    /// A line without what is to go; what it proves is followed by `check`.
    private static func erased(
        _ line: [UInt8],
        _ demand: ErasureDemand,
        _ check: inout ArchiveCheck
    ) throws(ArchiveError) -> [UInt8] {
        guard let event = try check.take(line), demand.covers(event) else { return line }
        var sections = event.sections
        for name in demand.sections {
            sections[name] = sections[name].map { .erased(digest: $0.digest(as: name)) }
        }
        let erased = SealedEvent(
            index: event.index,
            recordedAt: event.recordedAt,
            leaf: event.leaf,
            header: event.header,
            sections: sections
        )
        guard LeafData.hash(of: erased) == event.leaf else { throw .altered }
        return ArchiveLine.event(erased).bytes
    }
}

extension ErasureFinding {
    /// Archives that sealed records name and that are not where archives are kept.
    static func missingArchives(_ count: Int) -> Self? {
        self.remark("Archives that sealed records name, and that are not in the folder", count)
    }

    /// So many things that had to stay; `nil` for none.
    fileprivate static func remark(_ what: String, _ count: Int) -> Self? {
        count > 0 ? Self("archives", count: 0, remark: "\(what): \(count).") : nil
    }
}
