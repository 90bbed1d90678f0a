internal import MerkleLog

/// Writes events as an archive: lines of JSON that say, together with the checkpoint in the first
/// one, what was sealed.
///
/// Behind the header, events stand in ledger order; where events are left out, the roots of the
/// subtrees over them stand instead. So whoever reads the lines one after another computes the
/// root of the whole tree, and compares it with the checkpoint.
struct ArchiveWriter {
    /// Events that are read at a time.
    private static let batch = 1_000
    /// Left out between two events, so few are read with them and passed over.
    private static let smallGap: UInt64 = 64

    private let ledger: any Ledger
    private let request: ArchiveRequest
    private let head: LedgerHead
    private let tree: TiledTree
    /// The leaf behind the last that has been written.
    private var place: UInt64 = 0
    private var count = 0

    /// A writer of the events of `request`.
    ///
    /// - Throws: ``TrailError`` `ledgerDamaged` where the ledger has no signed head that covers
    ///   them.
    init(_ request: ArchiveRequest, ledger: any Ledger) async throws {
        guard let head = try await ledger.head(of: request.tenant), head.note != nil,
            request.list.runs.last?.indices.upperBound ?? 0 <= head.size
        else {
            throw TrailError(
                .ledgerDamaged,
                "The ledger of \(request.tenant) has no signed head over what is to be archived."
            )
        }
        self.ledger = ledger
        self.request = request
        self.head = head
        self.tree = try ledger.tree(of: head)
    }

    /// Writes the archive.
    ///
    /// - Parameters:
    ///   - now: When it is made.
    ///   - output: Takes lines, each with its end, some hundred at a time.
    /// - Throws: ``TrailError`` `ledgerDamaged` for an event that is gone or is not what was
    ///   sealed; what the ledger and `output` throw.
    mutating func write(at now: Timestamp, to output: ([UInt8]) throws -> Void) async throws {
        guard let note = self.head.note else { return }
        let header = ArchiveHeader(
            tenant: self.request.tenant,
            note: note,
            createdAt: now,
            reason: self.request.reason
        )
        try output(header.line + [UInt8(ascii: "\n")])
        for stretch in self.stretches() {
            var from = stretch.lowerBound
            while from < stretch.upperBound {
                let end = min(from + UInt64(Self.batch), stretch.upperBound)
                try output(try await self.lines(from..<end))
                from = end
            }
        }
        guard self.count == self.request.list.count else { throw self.damaged(self.place) }
        var last: [UInt8] = []
        try await self.fill(upTo: self.head.size, &last)
        Self.append(.end(count: self.count, list: self.request.list.hash), to: &last)
        try output(last)
    }

    /// Ranges that together hold all events of the list, and few others.
    private func stretches() -> [Range<UInt64>] {
        var stretches: [Range<UInt64>] = []
        for run in self.request.list.runs {
            if let last = stretches.last,
                run.indices.lowerBound - last.upperBound <= Self.smallGap
            {
                stretches[stretches.count - 1] = last.lowerBound..<run.indices.upperBound
            } else {
                stretches.append(run.indices)
            }
        }
        return stretches
    }

    /// The lines of the events of the list in `range`.
    private mutating func lines(_ range: Range<UInt64>) async throws -> [UInt8] {
        var wanted: [SealedEvent] = []
        var from: UInt64? = range.lowerBound
        while let start = from {
            let page = try await self.ledger.entries(
                EntriesRequest(
                    tenant: self.request.tenant,
                    from: start,
                    upTo: range.upperBound,
                    limit: Self.batch
                )
            )
            wanted += page.entries.map(\.event).filter {
                !self.request.list.parts(at: $0.index).isEmpty
            }
            from = page.next
        }
        var lines: [UInt8] = []
        let nodes = try await self.nodes(between: wanted.map(\.index))
        for (event, nodes) in zip(wanted, nodes) {
            // An event that was altered is evidence: it must not go.
            guard LeafData.hash(of: event) == event.leaf else { throw self.damaged(event.index) }
            if event.index > self.place {
                Self.append(.gap(upTo: event.index, nodes: nodes), to: &lines)
            }
            Self.append(.event(event), to: &lines)
            self.place = event.index + 1
            self.count += 1
        }
        return lines
    }

    /// The nodes that stand before each of `indices`, in place of what is left out.
    private func nodes(between indices: [UInt64]) async throws -> [[Hash]] {
        var place = self.place
        let gaps = indices.map { index in
            defer { place = index + 1 }
            return NodeCoordinate.filling(place..<index)
        }
        var hashes = try await self.tree.hashes(at: gaps.flatMap { $0 })[...]
        return gaps.map { gap in
            defer { hashes = hashes.dropFirst(gap.count) }
            return Array(hashes.prefix(gap.count))
        }
    }

    private mutating func fill(upTo end: UInt64, _ lines: inout [UInt8]) async throws {
        guard self.place < end else { return }
        let nodes = try await self.tree.hashes(at: NodeCoordinate.filling(self.place..<end))
        Self.append(.gap(upTo: end, nodes: nodes), to: &lines)
        self.place = end
    }

    private static func append(_ line: ArchiveLine, to lines: inout [UInt8]) {
        lines += line.bytes
        lines.append(UInt8(ascii: "\n"))
    }

    private func damaged(_ index: UInt64) -> TrailError {
        TrailError(
            .ledgerDamaged,
            "Near event \(index) of \(self.request.tenant) is not what was sealed, so it is "
                + "neither archived nor removed: run trail verify."
        )
    }
}
