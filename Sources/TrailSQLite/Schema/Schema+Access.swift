extension Schema {
    /// Who may sign in, and who is signed in.
    static let createUser = """
        CREATE TABLE user (
            name TEXT PRIMARY KEY COLLATE NOCASE,
            password_hash TEXT NOT NULL,
            password_changed_at INTEGER NOT NULL,
            must_change_password INTEGER NOT NULL,
            permissions TEXT NOT NULL,
            tenant TEXT NOT NULL,
            is_superuser INTEGER NOT NULL,
            is_disabled INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            last_sign_in_at INTEGER,
            revision INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE user_session (
            hash BLOB PRIMARY KEY,
            user TEXT NOT NULL COLLATE NOCASE,
            created_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            ip TEXT,
            user_agent TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX user_session_user ON user_session (user, created_at);
        CREATE INDEX user_session_end ON user_session (expires_at);
        """
}
