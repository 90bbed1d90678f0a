public import GRDB
public import Trail

// Who writes. Triggers cannot see a task, so what a task knows of itself is put into the outbox
// before its changes, and they are taken for its own until the transaction, or the attribution
// within it, ends. It costs two small rows a transaction, and nothing a change.

extension ChangeTracker {
    /// Writes in a transaction whose changes are those of the running task's scope.
    ///
    /// As the database's own `write`, which runs its closure outside of the task, with
    /// ``Trail/CaptureScope/current`` of the caller.
    public func write<Value: Sendable>(
        _ updates: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let scope = CaptureScope.current
        return try await self.database.write { db in
            try Self.attribute(db, to: scope) { try updates(db) }
        }
    }

    /// Writes in a transaction whose changes are those of the running task's scope, and blocks
    /// until it is committed.
    public func write<Value>(_ updates: (Database) throws -> Value) throws -> Value {
        let scope = CaptureScope.current
        return try self.database.write { db in
            try Self.attribute(db, to: scope) { try updates(db) }
        }
    }

    /// Takes the changes made by `updates` for those of `scope`, within a transaction of the app's
    /// own.
    ///
    /// May be nested; the inner one counts. Without a scope the changes are nobody's. Outside of a
    /// transaction it opens one.
    public static func attribute<Value>(
        _ db: Database,
        to scope: CaptureScope?,
        _ updates: () throws -> Value
    ) throws -> Value {
        guard try Outbox.exists(db) else { return try updates() }
        guard db.isInsideTransaction else {
            var value: Value?
            try db.inTransaction(.immediate) {
                value = try Attribution.run(db, scope, updates)
                return .commit
            }
            guard let value else { throw TrailError(.closed, "the transaction did not run") }
            return value
        }
        return try Attribution.run(db, scope, updates)
    }
}
