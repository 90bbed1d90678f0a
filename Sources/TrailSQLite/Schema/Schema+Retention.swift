extension Schema {
    /// How long events are kept, when retention ran, and what must stay.
    ///
    /// `retention_policy`: a tenant or a kind that is NULL means all. `retention_run` has one row.
    /// `legal_hold`: `filters` are parameters of the lists as a JSON object.
    static let createRetention = """
        CREATE TABLE retention_policy (
            id BLOB PRIMARY KEY,
            name TEXT NOT NULL,
            tenant TEXT,
            kind INTEGER,
            retain_days INTEGER NOT NULL CHECK (retain_days >= 1),
            is_active INTEGER NOT NULL,
            last_run INTEGER,
            deleted INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX retention_policy_name ON retention_policy (name, coalesce(tenant, ''));
        CREATE TABLE retention_run (
            no INTEGER PRIMARY KEY CHECK (no = 1),
            time INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE legal_hold (
            id BLOB PRIMARY KEY,
            tenant TEXT NOT NULL,
            filters TEXT NOT NULL,
            reason TEXT NOT NULL,
            created_by TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            released_by TEXT,
            released_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX legal_hold_tenant ON legal_hold (tenant) WHERE released_at IS NULL;
        """
}
