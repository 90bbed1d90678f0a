extension Schema {
    /// What was erased, when, and by whom; whom it is about only while it is under way.
    ///
    /// `sections` are names with commas between, `subject` and `outcome` JSON objects.
    static let createErasure = """
        CREATE TABLE erasure (
            id BLOB PRIMARY KEY,
            tenant TEXT NOT NULL,
            ordered_by TEXT NOT NULL,
            actor_type TEXT NOT NULL,
            reason TEXT NOT NULL,
            sections TEXT NOT NULL,
            recorded_before INTEGER NOT NULL,
            skips_held INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            subject TEXT,
            outcome TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
