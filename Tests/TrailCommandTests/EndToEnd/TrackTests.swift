import Foundation
import GRDB
import Testing
import Trail
import TrailGRDB

@Suite struct TrackTests {
    private func app() throws -> (Installation, DatabaseQueue) {
        let installation = try Installation()
        let database = try DatabaseQueue(path: installation.file("app.sqlite").path)
        try database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE team (id INTEGER PRIMARY KEY, name TEXT);
                    CREATE TABLE player (id INTEGER PRIMARY KEY, name TEXT, email TEXT, token TEXT);
                    CREATE TABLE player_team (player INTEGER REFERENCES player,
                        team INTEGER REFERENCES team);
                    """
            )
        }
        return (installation, database)
    }

    @Test func `tracks, lists and untracks tables of an app`() async throws {
        let (installation, database) = try self.app()
        let made = try await installation.trail([
            "track", "app.sqlite", "player", "--label", "name", "--redact", "email",
            "--reveal", "token", "--updates", "changed", "--type", "person",
        ])
        #expect(made.status == 0, "\(made.errors)")
        #expect(
            made.lines == [
                "player: all columns; masked: email; revealed: token; label: name; "
                    + "type: person; changed columns of updates"
            ]
        )
        _ = try await installation.trail("track", "app.sqlite", "team", "--columns", "name")
        _ = try await installation.trail("track", "app.sqlite", "player_team", "--link")
        let listed = try await installation.trail("track", "app.sqlite", "--list", "--json")
        #expect(listed.lines.count == 3)
        let player = try Installation.members(listed.lines[0])
        #expect(player["table"] == "player" && player["type"] == "person")
        #expect(listed.lines[1].contains(#""links":[{"columns":["team"],"type":"team"}"#))
        #expect(listed.lines[2].contains(#""columns":["name"]"#))
        try await database.write { db in
            try db.execute(sql: "INSERT INTO player VALUES (1, 'Ann', 'a@example.com', 't')")
        }
        #expect(try ChangeTracker(database).outbox().waiting == 1)
        let ended = try await installation.trail("untrack", "app.sqlite", "PLAYER")
        #expect(ended.status == 0)
        let left = try await installation.trail("track", "app.sqlite", "--list")
        #expect(
            left.lines == [
                "player_team: all columns; links team (team) and player (player)",
                "team: columns name",
            ]
                || left.lines == [
                    "player_team: all columns; links player (player) and team (team)",
                    "team: columns name",
                ]
        )
    }

    @Test func `follows the setting for updates that change nothing`() async throws {
        let (installation, _) = try self.app()
        let made = try await installation.trail(
            "track",
            "app.sqlite",
            "team",
            "--crud-skip-unchanged",
            "false"
        )
        #expect(made.lines == ["team: all columns; updates that change nothing, too"])
    }

    @Test func `says what is wrong with what was asked`() async throws {
        let (installation, _) = try self.app()
        for (arguments, text) in [
            (["track", "app.sqlite"], "A table is expected, or --list"),
            (["track", "app.sqlite", "team", "--list"], "A table is expected, or --list"),
            (["track", "app.sqlite", "nobody"], "There is no table nobody"),
            (["track", "app.sqlite", "team", "--label", "x"], "has no column x"),
            (["track", "app.sqlite", "team", "--columns", "id", "--except", "name"], "exclude"),
            (["track", "app.sqlite", "team", "--updates", "some"], "whole or changed"),
            (["track", "app.sqlite", "team", "--link"], "does not link two tables"),
            (["track", "nowhere.sqlite", "--list"], "There is no database"),
            (["untrack", "app.sqlite", "team"], "is not tracked"),
            (["doctor", "--tracked", "nowhere.sqlite"], "There is no database"),
        ] {
            let result = try await installation.trail(arguments)
            #expect(result.status == 2, "\(arguments)")
            #expect(result.errors.contains(text), "\(result.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: installation.file("nowhere.sqlite").path))
    }

    @Test func `doctor says whether tracking still fits`() async throws {
        let (installation, database) = try self.app()
        let none = try await installation.trail("doctor", "--tracked", "app.sqlite")
        #expect(none.status == 1)
        _ = try await installation.trail("track", "app.sqlite", "player")
        _ = try await installation.trail("track", "app.sqlite", "team")
        let fine = try await installation.trail("doctor", "--tracked", "app.sqlite")
        #expect(fine.status == 0)
        #expect(
            fine.lines == [
                "ok   tracked player: recorded as it was meant to be",
                "ok   tracked team: recorded as it was meant to be",
                "ok   outbox: 0 changes wait to be recorded", "ok   refused changes: none",
            ]
        )
        try await database.write { db in
            try db.execute(
                sql: """
                    ALTER TABLE team ADD COLUMN city TEXT;
                    INSERT INTO player (id) VALUES (1);
                    INSERT INTO trail_refused VALUES (9, 'odd', '{}');
                    """
            )
        }
        let drifted = try await installation.trail("doctor", "--tracked", "app.sqlite", "--json")
        #expect(drifted.status == 1)
        #expect(drifted.lines.filter { $0.contains(#""ok":false"#) }.count == 2)
        #expect(drifted.output.contains("team: its columns are not those that are recorded"))
        #expect(drifted.output.contains("1 changes wait to be recorded"))
    }
}
