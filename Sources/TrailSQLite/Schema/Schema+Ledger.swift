extension Schema {
    /// Heads, trees and removals.
    ///
    /// `tenant`: one row a ledger. `origin` and `verifier` (the public key) are fixed when it is
    /// created; the rest is its head, rewritten by every batch: size, the time of the last event,
    /// the roots of the complete subtrees, the leaves of the tile that is not full, and the signed
    /// note. The small number stands for the tenant everywhere else.
    ///
    /// `tile`: full tiles of the tree, each with its root, so that a tile above can be built from
    /// roots alone. A table with row numbers, because its rows are large.
    ///
    /// `removal`: what each removal took, and whether it is done. `spent_id`: the first receipts of
    /// pruned events that are young enough to be sent again.
    static let createLedger = """
        CREATE TABLE tenant (
            no INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            origin TEXT NOT NULL,
            verifier TEXT NOT NULL,
            size INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            frontier BLOB NOT NULL,
            tail BLOB NOT NULL,
            note TEXT NOT NULL
        ) STRICT;
        CREATE TABLE tile (
            tenant INTEGER NOT NULL,
            level INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            root BLOB NOT NULL,
            hashes BLOB NOT NULL,
            UNIQUE (tenant, level, idx)
        ) STRICT;
        CREATE TABLE removal (
            tenant INTEGER NOT NULL,
            record_idx INTEGER NOT NULL,
            list BLOB NOT NULL,
            is_pending INTEGER NOT NULL,
            UNIQUE (tenant, record_idx)
        ) STRICT;
        CREATE INDEX removal_pending ON removal (tenant) WHERE is_pending = 1;
        CREATE TABLE spent_id (
            tenant INTEGER NOT NULL,
            id BLOB NOT NULL,
            idx INTEGER NOT NULL,
            leaf BLOB NOT NULL,
            recorded_at INTEGER NOT NULL,
            PRIMARY KEY (tenant, id)
        ) STRICT, WITHOUT ROWID;
        """
}
