extension Schema {
    /// Where else events may be kept.
    ///
    /// The tenant of a destination for all of them is empty, so that its name is unique as well.
    static let createDestination = """
        CREATE TABLE destination (
            id BLOB PRIMARY KEY,
            name TEXT NOT NULL,
            tenant TEXT NOT NULL,
            engine TEXT NOT NULL,
            host TEXT NOT NULL,
            port INTEGER,
            database_name TEXT NOT NULL,
            username TEXT,
            password BLOB,
            is_primary INTEGER NOT NULL,
            is_active INTEGER NOT NULL,
            checked_at INTEGER,
            fault TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            UNIQUE (name, tenant)
        ) STRICT, WITHOUT ROWID;
        """
}
