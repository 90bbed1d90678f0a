internal import GRDB
internal import Synchronization
public import Trail
internal import TrailSQL

/// Keeps the search index of a SQLite store: reads rows a few hundred at a time, and writes a run
/// of them at once.
///
/// A step reads in one short snapshot, so it holds up neither the writer nor the log; what it writes
/// is in another file. Nothing is lost if it is interrupted but the work on one run.
public final class SQLiteSearchIndex: SearchIndexing, Sendable {
    /// Rows that one step reads.
    static let rowsPerStep: Int64 = 500

    /// The path of its file.
    public var path: String { self.file.path }

    private let store: SQLiteEventStore
    private let file: SearchFile
    /// Whether the disk has room for an index, too.
    private let hasRoom: @Sendable () -> Bool
    private let state = Mutex(State())

    private struct State {
        var build: RunBuilder?
        var progress = SearchProgress(eventsBehind: 0, isIdle: true)
    }

    /// The index of `store`; `nil` where the store is to have none.
    ///
    /// It rests while less than a tenth of the disk is free: events need the room more.
    public convenience init?(of store: SQLiteEventStore) {
        let path = store.searchPath
        self.init(of: store) { DiskSpace(ofFileSystemAt: path)?.admits(.page) ?? true }
    }

    init?(of store: SQLiteEventStore, hasRoom: @escaping @Sendable () -> Bool) {
        guard let file = store.search else { return nil }
        self.store = store
        self.file = file
        self.hasRoom = hasRoom
    }

    /// Takes one step.
    ///
    /// - Throws: ``Trail/TrailError`` where store or index cannot be read or written.
    public func step() async throws -> SearchProgress {
        do {
            return try await self.work()
        } catch is IndexDamage {
            self.file.discard()
            return SearchProgress(eventsBehind: self.progressSoFar.eventsBehind, isIdle: false)
        }
    }

    private var progressSoFar: SearchProgress { self.state.withLock(\.progress) }

    private func work() async throws -> SearchProgress {
        if self.state.withLock({ $0.build == nil }) {
            guard try await self.begin() else { return self.progressSoFar }
        }
        let isComplete = try await self.store.read { database in
            try self.state.withLock { state in
                try state.build?.read(Self.rowsPerStep, database)
                return state.build?.isComplete ?? false
            }
        }
        if isComplete { try await self.finish() }
        return self.progressSoFar
    }

    /// How far the index is, whoever keeps it up; `nil` where there is none that is of use.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable`.
    public func progress() async throws -> SearchProgress? {
        try await self.store.read { database in
            let rows = try StoredRows(database)
            return try self.file.read(of: database) { index in
                let count = try RunTable(database: index).rowCount()
                let behind = Int(clamping: max(rows.count - count, 0))
                return SearchProgress(eventsBehind: behind, isIdle: behind < IndexPlan.shortRun)
            }
        }
    }

    /// Begins to build what is to be built next.
    ///
    /// - Returns: Whether there was something.
    private func begin() async throws -> Bool {
        try await self.file.prepare(for: self.store)
        let rows = try await self.store.read { try StoredRows($0) }
        let present = try await self.file.write(of: self.store) { index in
            let runs = RunTable(database: index)
            return (try runs.all(), try runs.rowCount(), try runs.lastRemoval())
        }
        let (runs, count, lastRemoval) = present
        // A removal is under way, which takes from the index what it must not have.
        guard !rows.removals.isPending, self.hasRoom() else {
            self.report(rows, count, isIdle: true)
            return false
        }
        guard lastRemoval == rows.removals.last else {
            // Somebody removed events who did not know of the index.
            self.file.discard()
            self.report(rows, 0, isIdle: false)
            return false
        }
        let work = IndexPlan.next(runs, segments: rows.segments, last: rows.last)
        let build = work.map { RunBuilder($0.rows, replacing: $0.replaced, rows.removals) }
        self.state.withLock { $0.build = build }
        self.report(rows, count, isIdle: build == nil)
        return build != nil
    }

    /// Notes how far the index is.
    private func report(_ rows: StoredRows, _ count: Int64, isIdle: Bool) {
        let behind = Int(clamping: max(rows.count - count, 0))
        self.state.withLock {
            $0.progress = SearchProgress(eventsBehind: behind, isIdle: isIdle)
        }
    }

    /// Writes what was built, unless a removal has been recorded since it was begun.
    private func finish() async throws {
        guard let build = self.state.withLock({ $0.build.take() }) else { return }
        try await self.file.write(of: self.store) { index in
            let content = build.finished
            let runs = RunTable(database: index)
            try index.inTransaction(.immediate) {
                // A removal cleans the index behind this transaction, or is seen here.
                let removals = try self.store.pool.read { try RemovalMark.read($0) }
                guard removals == build.removals, !removals.isPending else { return .rollback }
                try runs.delete(build.replaced)
                try runs.insert(content)
                return .commit
            }
        }
    }
}

/// What the store has for the index.
private struct StoredRows: Sendable {
    let last: Int64
    let count: Int64
    let segments: [Int64]
    let removals: RemovalMark

    init(_ database: Database) throws {
        self.last = try database.firstInteger("SELECT max(seq) FROM event") ?? -1
        self.count = try database.firstInteger("SELECT sum(events) FROM segment") ?? 0
        let statement = try RawStatement("SELECT DISTINCT number FROM segment", database)
        defer { statement.reset() }
        var segments: [Int64] = []
        while try statement.step() { segments.append(statement.integer(0)) }
        self.segments = segments
        self.removals = try RemovalMark.read(database)
    }
}
