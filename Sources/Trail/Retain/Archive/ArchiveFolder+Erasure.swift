extension ArchiveFolder: ErasurePlace {
    /// Erases sections of archived events: every archive that holds one is written anew.
    ///
    /// The new file takes the place of the old one at once, with its proofs; its SHA-256 is no
    /// longer the one in the sealed record of the removal.
    public func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        var count = 0
        var unreadable = 0
        let start = "\(demand.tenant)."
        let end = ".ndjson" + self.coding.suffix
        for name in ArchiveFile.names(in: self.path).sorted()
        where name.hasPrefix(start) && name.hasSuffix(end) {
            do {
                count += try await self.erase(demand, in: "\(self.path)/\(name)")
            } catch is ArchiveError {
                unreadable += 1
            }
        }
        let remark = unreadable > 0 ? "Archives that are damaged: \(unreadable)." : nil
        guard count > 0 || remark != nil else { return [] }
        return [ErasureFinding("archives", count: count, remark: remark)]
    }

    /// Does nothing: a file that was replaced has no room left that belongs to it.
    public func overwriteRemains() -> [String] { [] }

    private func erase(_ demand: ErasureDemand, in path: String) async throws -> Int {
        var count = 0
        let reader = ArchiveReader(path: path, coding: self.coding)
        let contents = try await reader.read(keys: nil) {
            if demand.covers($0) { count += 1 }
        }
        // A tenant's name may begin as another one's does.
        guard contents.header.tenant == demand.tenant else { return 0 }
        guard count > 0, !demand.isDryRun else { return count }
        let file = try ArchiveFile.writing(path)
        let encoder = try self.coding.encoder()
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
