internal import TrailSQL

extension Schema {
    /// Events, the indexes that find them, and the figures kept about them.
    ///
    /// `event`: `seq` is the order of arrival over all tenants. The texts of the sections are the
    /// canonical JSON that was sealed; `salts` has sixteen bytes for each of them that is there,
    /// `erased` a byte and a digest for each that is not any more. The columns from `time` to
    /// `duration` exist only to find the event; they stand before the texts, so that a row can be
    /// judged without reading on into overflow pages.
    ///
    /// Every secondary index begins with the segment, an expression of `seq`: inserts touch only
    /// the newest end of each. A stored column instead costs as much to write and two bytes more.
    ///
    /// `segment`: what each tenant has in each segment. `rollup`: counts by hour, without identity.
    static let createEvent = """
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
        ) STRICT;
        CREATE UNIQUE INDEX event_idx ON event (tenant, idx);
        CREATE UNIQUE INDEX event_id ON event (id, tenant);
        CREATE INDEX event_kind ON event (seq >> \(SegmentSpan.bits), tenant, kind, time);
        CREATE INDEX event_problem ON event (seq >> \(SegmentSpan.bits), tenant, kind, time)
            WHERE problem = 1;
        CREATE INDEX event_slow ON event (seq >> \(SegmentSpan.bits), tenant, time)
            WHERE duration >= \(QueryDriver.slowThreshold);
        CREATE INDEX event_actor ON event (seq >> \(SegmentSpan.bits), tenant, actor, time)
            WHERE actor IS NOT NULL;
        CREATE INDEX event_ip ON event (seq >> \(SegmentSpan.bits), tenant, ip, time)
            WHERE ip IS NOT NULL;
        CREATE INDEX event_target ON event (seq >> \(SegmentSpan.bits), tenant, target, time)
            WHERE target IS NOT NULL;
        CREATE INDEX event_username ON event (seq >> \(SegmentSpan.bits), tenant, username, time)
            WHERE username IS NOT NULL;
        CREATE TABLE segment (
            tenant INTEGER NOT NULL,
            number INTEGER NOT NULL,
            events INTEGER NOT NULL,
            first_time INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
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
        """
}
