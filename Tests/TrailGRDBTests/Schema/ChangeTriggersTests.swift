import Testing
import Trail

@testable import TrailGRDB

@Suite struct ChangeTriggersTests {
    private func triggers(
        _ schema: String,
        _ rule: TrackedTable
    ) throws -> [String: String] {
        let app = try TrackedApp(schema)
        let shape = try app.read { db in try TableShape(rule.name, db) }
        return ChangeTriggers(layout: try ChangeLayout(rule, shape), number: 3).statements
    }

    @Test func `writes values as they are, of an update in pairs`() throws {
        let triggers = try self.triggers(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, pin TEXT)",
            TrackedTable("t", updates: .changedColumns)
        )
        #expect(
            triggers["trail_t_insert"] == """
                CREATE TRIGGER "trail_t_insert" AFTER INSERT ON "t"
                BEGIN
                INSERT INTO trail_change (kind, at, v0, v1, v2) \
                VALUES (25, julianday(), NEW."id", NEW."name", (NEW."pin" IS NOT NULL));
                END
                """
        )
        let id = #"(OLD."id" COLLATE BINARY IS NOT NEW."id")"#
        let name = #"(OLD."name" COLLATE BINARY IS NOT NEW."name")"#
        let pin = #"(OLD."pin" COLLATE BINARY IS NOT NEW."pin")"#
        #expect(
            triggers["trail_t_update"] == """
                CREATE TRIGGER "trail_t_update" AFTER UPDATE ON "t" \
                WHEN (\(id) OR (\(name) OR \(pin)))
                BEGIN
                INSERT INTO trail_change (kind, at, v0, v1, v2, v3, v4, v5) \
                VALUES (26, julianday(), OLD."id", NEW."id", \
                CASE WHEN \(name) THEN OLD."name" END, CASE WHEN \(name) THEN NEW."name" END, \
                (OLD."pin" IS NOT NULL) + 2 * \(pin), (NEW."pin" IS NOT NULL));
                END
                """
        )
        #expect(triggers.count == 3)
    }

    @Test func `calls no function that a bare connection may lack`() throws {
        for rule in [TrackedTable("t"), TrackedTable("t", updates: .changedColumns)] {
            let names = (0..<40).map { "c\($0) TEXT" }.joined(separator: ", ")
            for sql in try self.triggers("CREATE TABLE t (\(names))", rule).values {
                let calls = sql.matches(of: /([a-z_]+)\(/).map { String($0.output.1) }
                #expect(Set(calls) == ["julianday"])
            }
        }
    }
}
