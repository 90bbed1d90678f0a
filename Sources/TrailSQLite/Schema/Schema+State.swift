extension Schema {
    /// What a server keeps besides events: tokens, and events that the ledger refused.
    static let createState = """
        CREATE TABLE api_token (
            name TEXT PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            scopes TEXT NOT NULL,
            tenant TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE dead_letter (
            no INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            reason TEXT NOT NULL,
            message TEXT NOT NULL,
            tenant TEXT NOT NULL,
            id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            occurred_at INTEGER NOT NULL,
            action TEXT NOT NULL,
            outcome INTEGER NOT NULL,
            stated INTEGER NOT NULL,
            salts BLOB NOT NULL,
            erased BLOB,
            who TEXT,
            "where" TEXT,
            what TEXT
        ) STRICT;
        """
}
