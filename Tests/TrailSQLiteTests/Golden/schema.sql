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
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    id BLOB NOT NULL,
    kind INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    time INTEGER NOT NULL,
    problem INTEGER NOT NULL,
    actor TEXT,
    ip TEXT,
    target TEXT,
    username TEXT,
    status INTEGER,
    duration INTEGER,
    salts BLOB NOT NULL,
    erased BLOB,
    who TEXT,
    "where" TEXT,
    what TEXT
, imported INTEGER) STRICT;
CREATE UNIQUE INDEX event_idx ON event (tenant, idx);
CREATE UNIQUE INDEX event_id ON event (id, tenant);
CREATE INDEX event_kind ON event (seq >> 15, tenant, kind, time);
CREATE INDEX event_problem ON event (seq >> 15, tenant, kind, time)
    WHERE problem = 1;
CREATE INDEX event_slow ON event (seq >> 15, tenant, time)
    WHERE duration >= 1000000;
CREATE INDEX event_actor ON event (seq >> 15, tenant, actor, time)
    WHERE actor IS NOT NULL;
CREATE INDEX event_ip ON event (seq >> 15, tenant, ip, time)
    WHERE ip IS NOT NULL;
CREATE INDEX event_target ON event (seq >> 15, tenant, target, time)
    WHERE target IS NOT NULL;
CREATE INDEX event_username ON event (seq >> 15, tenant, username, time)
    WHERE username IS NOT NULL;
CREATE TABLE segment (
    tenant INTEGER NOT NULL,
    number INTEGER NOT NULL,
    events INTEGER NOT NULL,
    first_time INTEGER NOT NULL,
    last_time INTEGER NOT NULL, summarised INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup (
    tenant INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    outcome INTEGER NOT NULL,
    status_class INTEGER NOT NULL,
    count INTEGER NOT NULL,
    duration_sum INTEGER NOT NULL,
    PRIMARY KEY (tenant, hour, kind, outcome, status_class)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE summary (
    tenant INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    figures BLOB NOT NULL,
    UNIQUE (tenant, segment)
) STRICT;
CREATE INDEX segment_unsummarised ON segment (number) WHERE summarised = 0;
