import Trail
import TrailSQLite

/// Brings the rows of files into a ledger: reads them twice, first for what some say of others.
///
/// What has been appended stays, however the run ends; running it again goes on from there, as
/// every row becomes the same event.
struct ImportRun {
    /// Events that are appended together.
    private static let batch = 1_000
    /// Bytes of events that are appended together, however few they are.
    private static let batchBytes = 8 << 20

    /// A row that has become an event, and is not in the ledger yet.
    private struct Pending {
        var event: EncodedEvent
        var row: ImportRow
        var place: String
    }

    private let sources: [ImportSource]
    private let lookup: SeedLookup
    private let zone: ImportZone?
    private var mapper: ImportMapper
    /// Where events go; `nil` for a dry run.
    private let store: (any Ledger)?
    private let show: (ImportProblem) -> Void
    private var pending: [Pending] = []
    private var pendingBytes = 0
    /// What it amounts to so far.
    private(set) var counts = ImportCounts()

    /// A run.
    ///
    /// - Parameters:
    ///   - sources: What is read.
    ///   - store: Where events go; `nil` for a dry run.
    ///   - mapper: Makes events of rows; given what is known of other tables.
    ///   - show: Takes each problem as it is found.
    /// - Throws: What a temporary database throws that cannot be made.
    init(
        _ sources: [ImportSource],
        into store: (any Ledger)?,
        mapper: (any ImportLookup) -> ImportMapper,
        show: @escaping (ImportProblem) -> Void
    ) throws {
        self.sources = sources
        self.store = store
        self.show = show
        self.lookup = try SeedLookup()
        self.mapper = mapper(self.lookup)
        self.zone = self.mapper.zone
    }

    /// Runs to the end.
    ///
    /// - Throws: ``CommandFailure`` for a malformed dump, of which nothing is imported, and what
    ///   reading and the store throw; what was appended before stays.
    mutating func run() async throws {
        for source in self.sources { try self.gather(source) }
        for source in self.sources { try await self.take(source) }
        try await self.flush()
    }

    private func gather(_ source: ImportSource) throws {
        var reader = try source.reader(.facts)
        while let item = try reader.next() {
            guard case .row(let row, let model) = item.content else { continue }
            let fields = row.fields
            switch (model, fields["user_agent"], fields["app_label"], fields["model"]) {
            case (.sessionInfo, .string(let agent), _, _) where !agent.isEmpty:
                try self.lookup.add(agent, for: row.keyText, in: .userAgent)
            case (.contentType, _, .string(let app), .string(let name)):
                try self.lookup.add("\(app).\(name)", for: row.keyText, in: .contentType)
            default: break
            }
        }
    }

    private mutating func take(_ source: ImportSource) async throws {
        self.mapper.zone = self.zone ?? source.zone
        let progress = ProgressLine("importing \(source.path)")
        defer { progress.finish() }
        var reader = try source.reader(.events)
        while let item = try reader.next() {
            try self.take(item)
            progress.update(reader.done, of: reader.total)
            guard self.pending.count >= Self.batch || self.pendingBytes >= Self.batchBytes else {
                continue
            }
            try await self.flush()
        }
    }

    private mutating func take(_ item: ImportItem) throws {
        switch item.content {
        case .other(let model): self.counts.addOther(model)
        case .unreadable(let error):
            self.counts.rows += 1
            self.counts.unmapped += 1
            self.report(.unmapped, item.place, nil, error.description)
        case .row(let row, let model):
            self.counts.rows += 1
            do {
                let mapped = try self.mapper.map(row, model)
                self.count(mapped.integrity, item.place, row)
                self.pendingBytes += mapped.event.byteCount
                self.pending.append(Pending(event: mapped.event, row: row, place: item.place))
            } catch let error as EventError {
                self.counts.unmapped += 1
                self.report(.unmapped, item.place, row, error.description)
            }
        }
    }
}

extension ImportRun {
    private mutating func count(_ integrity: SeedIntegrity?, _ place: String, _ row: ImportRow) {
        guard let integrity else { return }
        self.counts.hashes[integrity, default: 0] += 1
        switch integrity {
        case .verified, .missing: break
        case .unverifiable:
            let reason = "its hash is taken over the number of its content type, which it lacks"
            self.report(.unverifiable, place, row, reason)
        case .mismatch:
            let isOfNobody = row.fields["user"] ?? .null == .null
            let hint = isOfNobody ? "; the deletion of its user has the same effect" : ""
            let reason = "its hash is that of another row: it was altered after it was written"
            self.report(.mismatch, place, row, reason + hint)
        }
    }

    private func report(
        _ kind: ImportProblem.Kind,
        _ place: String,
        _ row: ImportRow?,
        _ reason: String
    ) {
        let problem = ImportProblem(
            kind: kind,
            place: place,
            model: row?.model,
            key: row?.keyText,
            reason: reason
        )
        self.show(problem)
    }

    private mutating func flush() async throws {
        let pending = self.pending
        self.pending.removeAll(keepingCapacity: true)
        self.pendingBytes = 0
        guard let store, !pending.isEmpty else { return }
        let result = try await store.append(AppendRequest(pending.map(\.event)))
        for (row, outcome) in zip(pending, result.outcomes) {
            switch outcome {
            case .sealed: self.counts.imported += 1
            case .repeated: self.counts.repeated += 1
            case .conflict(let id):
                self.counts.conflicts += 1
                let reason = "there is another event with the id \(id)"
                self.report(.conflict, row.place, row.row, reason)
            case .refused(_, let reason):
                self.counts.unmapped += 1
                self.report(.unmapped, row.place, row.row, reason)
            }
        }
        if let failure = result.failure { throw failure }
    }
}
