extension Schema {
    /// What is summed up of segments that are complete, so that a dashboard need not read events.
    ///
    /// `summary`: a row for a tenant's part of a segment, see ``SegmentSummary``. It names actors,
    /// addresses and paths: whatever takes away or changes an event of the part deletes the row in
    /// the same transaction, and it is made anew later on.
    ///
    /// `segment`: `summarised` is 1 where there is such a row, 2 where there are too few events
    /// for one, else 0; `revision` goes up with every change to events of the part, so that what
    /// was summed up meanwhile is known to be stale.
    ///
    /// `rollup`: of logins, `status_class` from now on tells what they were. (Without the `+` the
    /// number would have an affinity that the index on an expression cannot serve.)
    static let createSummary = """
        CREATE TABLE summary (
            tenant INTEGER NOT NULL,
            segment INTEGER NOT NULL,
            figures BLOB NOT NULL,
            UNIQUE (tenant, segment)
        ) STRICT;
        ALTER TABLE segment ADD COLUMN summarised INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE segment ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX segment_unsummarised ON segment (number) WHERE summarised = 0;
        DELETE FROM rollup WHERE kind = 3;
        INSERT INTO rollup (tenant, hour, kind, outcome, status_class, count, duration_sum)
        SELECT tenant, (time - ((time % 3600000000) + 3600000000) % 3600000000) / 3600000000,
            kind, outcome, type, count(*), 0
        FROM (
            SELECT event.tenant AS tenant, event.time AS time, event.kind AS kind,
                event.outcome AS outcome,
                CASE WHEN json_valid(event.what)
                    AND json_extract(event.what, '$.detail.login_type') IN (0, 1, 2, 3, 4)
                THEN json_extract(event.what, '$.detail.login_type') + 1 ELSE 0 END AS type
            FROM segment CROSS JOIN event INDEXED BY event_kind
            ON event.seq >> 15 = +segment.number AND event.tenant = segment.tenant
                AND event.kind = 3
        )
        GROUP BY 1, 2, 3, 4, 5;
        """

    /// Drops what is summed up in a form that is read no more; it is made anew behind the writer.
    static let renewSummaries = """
        UPDATE segment SET summarised = 0, revision = revision + 1 WHERE summarised = 1;
        DELETE FROM summary;
        """
}
