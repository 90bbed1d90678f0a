import Testing

/// A way to alter a database behind Trail's back.
struct Tampering: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The statements of whoever does it.
    let sql: String
    /// What verification must say.
    let findings: [String]
    /// Whether a server refuses to go on from there.
    var stopsServer = false

    init(_ name: String, _ sql: String, _ findings: String..., stopsServer: Bool = false) {
        self.testDescription = name
        self.sql = sql
        self.findings = findings
        self.stopsServer = stopsServer
    }

    /// Copies the row of an event to another place, under another id.
    private static func copy(_ index: Int, to place: Int) -> String {
        """
        INSERT INTO event SELECT seq + 100000, tenant, \(place), randomblob(16), kind, occurred_at,
            recorded_at, action, outcome, time, problem, actor, ip, target, username, status,
            duration, salts, erased, who, "where", what, imported
        FROM event WHERE idx = \(index);
        """
    }

    /// Alterations of a ledger of 300 events.
    static let all: [Tampering] = [
        Tampering(
            "an edited section",
            "UPDATE event SET what = replace(what, 'detail', 'detai1') WHERE idx = 42",
            "event 42 (",
            "): edited"
        ),
        Tampering(
            "a section set to NULL",
            #"UPDATE event SET "where" = NULL WHERE idx = 42"#,
            "event 42 (",
            "): edited"
        ),
        Tampering(
            "an edited column",
            "UPDATE event SET ip = '192.0.2.254' WHERE idx = 42",
            "event 42 (",
            "): edited: column ip is not what the event says"
        ),
        Tampering(
            "an edited time",
            "UPDATE event SET recorded_at = recorded_at - 864000000000 WHERE idx = 42",
            "event 42 (",
            "its time of recording is out of order",
            "): edited"
        ),
        Tampering(
            "a deleted row",
            "DELETE FROM event WHERE idx = 42",
            "event 42: missing"
        ),
        Tampering(
            "a deleted tail",
            "DELETE FROM event WHERE idx >= 290",
            "event 290: truncated",
            stopsServer: true
        ),
        Tampering(
            "an inserted row",
            """
            UPDATE event SET idx = -idx - 1 WHERE idx >= 42;
            UPDATE event SET idx = -idx WHERE idx < 0;
            """ + Self.copy(43, to: 42),
            "event 42 (",
            "event 43 (",
            "reordered: it was sealed as event 42",
            stopsServer: true
        ),
        Tampering(
            "a row in place of another",
            "DELETE FROM event WHERE idx = 42;" + Self.copy(43, to: 42),
            "event 42 (",
            "): edited"
        ),
        Tampering(
            "swapped rows",
            """
            UPDATE event SET idx = -1 WHERE idx = 41;
            UPDATE event SET idx = 41 WHERE idx = 42;
            UPDATE event SET idx = 42 WHERE idx = -1;
            """,
            "event 41 (",
            "reordered: it was sealed as event 42",
            "event 42 (",
            "reordered: it was sealed as event 41"
        ),
        Tampering(
            "a forged row appended",
            Self.copy(299, to: 300),
            "event 300 (",
            "): inserted: it was not sealed here",
            stopsServer: true
        ),
        Tampering(
            "a head cut to fit",
            "DELETE FROM event WHERE idx >= 290; UPDATE tenant SET size = 290",
            "The head of the ledger of default is malformed",
            stopsServer: true
        ),
        Tampering(
            "another note",
            "UPDATE tenant SET note = 'forged'",
            "The head of the ledger of default is malformed",
            stopsServer: true
        ),
        Tampering(
            "a ledger removed whole",
            "DELETE FROM event; DELETE FROM tenant",
            "event 0: truncated",
            stopsServer: true
        ),
        Tampering(
            "damaged tiles",
            "UPDATE tile SET hashes = zeroblob(length(hashes))",
            "tile 0 of level 0 is damaged"
        ),
    ]
}
