public import GRDB
internal import Synchronization
public import Trail

/// Records row changes in an app's own database, in the transaction that makes them.
///
/// Triggers write each change of a tracked table into an outbox beside it: a rollback leaves
/// nothing, and bulk updates, raw SQL, cascades and the writes of other programs are caught as
/// well. A ``ChangeDrainer`` moves the outbox to a recorder.
///
/// ```swift
/// let tracker = ChangeTracker(pool)
/// try tracker.track(Player.self, redacted: ["pin"], label: "name")
/// try tracker.link("player_team")
/// try await tracker.write { db in try player.update(db) }
/// ```
///
/// Tracking stays in the database until ``untrack(_:)``; calling `track` again costs a look. Row
/// changes by plain `pool.write` are recorded too, but nobody is named as the actor.
public final class ChangeTracker: Sendable {
    /// The app's database.
    public let database: any DatabaseWriter
    /// Whether rows that `REPLACE` deletes are recorded.
    public let recordsReplaced: Bool
    /// What is captured in passing.
    public let capturing: CaptureConfiguration
    /// The rules given to this tracker, by the table's name in lower case.
    let rules = Mutex<[[UInt8]: TrackedTable]>([:])
    /// Whether this tracker has set `recursive_triggers`.
    private let hasAllowedRecursion = Mutex(false)

    /// A tracker of tables in `database`.
    ///
    /// - Parameters:
    ///   - database: A `DatabaseQueue` or `DatabasePool`.
    ///   - recordsReplaced: SQLite tells triggers of the rows that `INSERT OR REPLACE` deletes only
    ///     on connections with `recursive_triggers`. The tracker sets it on the connection that
    ///     writes, unless triggers of the app's own would then hear of those rows, too, or run for
    ///     ever (``drift()`` tells), or this is `false`.
    ///   - capturing: Whether updates that change nothing are passed over, by rules that do not say
    ///     so themselves.
    public init(
        _ database: any DatabaseWriter,
        recordsReplaced: Bool = true,
        capturing: CaptureConfiguration = CaptureConfiguration()
    ) {
        self.database = database
        self.recordsReplaced = recordsReplaced
        self.capturing = capturing
    }

    /// Tracks a table from now on, as `table` says.
    ///
    /// Replaces what the table followed before. Where nothing changed nothing is written.
    ///
    /// - Throws: ``Trail/TrailError`` `notFound` for a table that does not exist,
    ///   `invalidConfiguration` for a view, a virtual table, or a column that does not exist;
    ///   `DatabaseError`. The database is then as before.
    public func track(_ table: TrackedTable) throws {
        var table = table
        table.skipsUnchanged = table.skipsUnchanged ?? self.capturing.skipsUnchanged
        try self.tellOfReplaced()
        let rule = table
        if try !self.database.read({ db in try Installation.isComplete(rule, db) }) {
            try self.database.write { db in try Installation.install(rule, db) }
        }
        self.rules.withLock { $0[rule.name.identity] = rule }
    }

    /// Stops tracking a table; what waits in the outbox is still recorded.
    public func untrack(_ table: String) throws {
        try self.database.write { db in try Installation.remove(table, db) }
        self.rules.withLock { $0[table.identity] = nil }
    }

    /// The rules that tables of the database follow, in the order of the tables' names, whoever
    /// gave them.
    public func trackedTables() throws -> [TrackedTable] {
        try self.database.read { db in try StoredLayout.current(db).map(\.rule) }
    }

    /// Lets triggers know of the rows that `REPLACE` deletes, unless the app's own triggers, which
    /// may have been made since, might then do what they did not do before.
    func tellOfReplaced() throws {
        guard self.recordsReplaced else { return }
        try self.database.writeWithoutTransaction { db in
            if try RecursiveTriggers.mightChangeTriggers(db) { return try self.forbidRecursion(db) }
            guard try !RecursiveTriggers.areAllowed(db) else { return }
            try RecursiveTriggers.set(true, db)
            self.hasAllowedRecursion.withLock { $0 = true }
        }
    }

    /// Takes back what ``tellOfReplaced()`` did.
    func forbidRecursion(_ db: Database) throws {
        guard self.hasAllowedRecursion.withLock({ $0 }) else { return }
        try RecursiveTriggers.set(false, db)
        self.hasAllowedRecursion.withLock { $0 = false }
    }
}
