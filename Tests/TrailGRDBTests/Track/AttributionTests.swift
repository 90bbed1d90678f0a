import Foundation
import GRDB
import Testing
import Trail
import TrailGRDB

@Suite struct AttributionTests {
    static let schema = "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)"

    static let ann: CaptureScope = {
        var context = Event.Context()
        context.ip = "203.0.113.9"
        context.requestID = "r-1"
        context.userAgent = "Mozilla \"5\""
        let actor = Event.Actor(
            type: .user,
            id: "7",
            name: "Ann",
            isVerified: true,
            onBehalfOf: Event.Represented(id: "8"),
            session: "s",
            credential: "token"
        )
        return CaptureScope(actor: actor, context: context)
    }()
    static let bob = CaptureScope(actor: Event.Actor(type: .service, id: "bob"))

    private func app() throws -> TrackedApp {
        let app = try TrackedApp(Self.schema)
        try app.tracker.track(table: "t")
        return app
    }

    private func actors(_ app: TrackedApp, batch: Int = 1_000) async throws -> [String] {
        let events = try await app.recorded { $0.batch = batch }
        #expect(try app.waiting == 0)
        return events.map { event in
            guard case .object(let row)? = event.after, case .string(let x)? = row["x"] else {
                return "?"
            }
            return "\(x): \(event.actor?.id ?? "nobody")"
        }
    }

    @Test func `names the actor and context of the task that writes`() async throws {
        let app = try self.app()
        try await CaptureScope.$current.withValue(Self.ann) {
            try await app.tracker.write { db in
                try db.execute(sql: "INSERT INTO t (x) VALUES ('a')")
            }
        }
        let event = try #require(try await app.recorded().first)
        #expect(event.actor == Self.ann.actor)
        #expect(event.context == Self.ann.context)
    }

    @Test func `names them in blocking writes as well`() throws {
        let app = try self.app()
        let value = try CaptureScope.$current.withValue(Self.ann) {
            try app.tracker.write { db in
                try db.execute(sql: "INSERT INTO t (x) VALUES ('a')")
                return 5
            }
        }
        #expect(value == 5)
        #expect(try app.waiting == 3)
    }

    @Test func `records in the ledger of the scope`() async throws {
        let app = try self.app()
        let tenant = try TenantID("acme")
        try CaptureScope.$current.withValue(CaptureScope(tenant: tenant)) {
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t (x) VALUES ('a')") }
        }
        #expect(try await app.recorded(tenant: tenant).map(\.tenant) == [tenant])
        #expect(try await app.new().isEmpty)
    }

    @Test func `names nobody in a plain write, not even after somebody's write`() async throws {
        let app = try self.app()
        try CaptureScope.$current.withValue(Self.ann) {
            try app.execute("INSERT INTO t (x) VALUES ('plain')")
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t (x) VALUES ('ann')") }
            try app.execute("INSERT INTO t (x) VALUES ('plain again')")
        }
        try CaptureScope.$current.withValue(Self.bob) {
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t (x) VALUES ('bob')") }
        }
        try await app.tracker.write {
            try $0.execute(sql: "INSERT INTO t (x) VALUES ('no scope')")
        }
        #expect(
            try await self.actors(app) == [
                "plain: nobody", "ann: 7", "plain again: nobody", "bob: bob", "no scope: nobody",
            ]
        )
    }

    @Test(arguments: 1...5)
    func `keeps them where a batch ends within a transaction`(_ batch: Int) async throws {
        let app = try self.app()
        try await CaptureScope.$current.withValue(Self.ann) {
            try await app.tracker.write { db in
                for number in 0..<7 {
                    try db.execute(sql: "INSERT INTO t (x) VALUES (?)", arguments: ["\(number)"])
                }
            }
        }
        try app.execute("INSERT INTO t (x) VALUES ('plain')")
        #expect(
            try await self.actors(app, batch: batch)
                == (0..<7).map { "\($0): 7" } + ["plain: nobody"]
        )
    }

    @Test func `attributes parts of a transaction`() async throws {
        let app = try self.app()
        try await app.database.write { db in
            func insert(_ x: String) throws {
                try db.execute(sql: "INSERT INTO t (x) VALUES (?)", arguments: [x])
            }
            try insert("0")
            try ChangeTracker.attribute(db, to: Self.ann) {
                try insert("1")
                try ChangeTracker.attribute(db, to: Self.bob) { try insert("2") }
                try ChangeTracker.attribute(db, to: nil) { try insert("3") }
                try ChangeTracker.attribute(db, to: Self.ann) { try insert("4") }
                try insert("5")
            }
            try insert("6")
        }
        #expect(
            try await self.actors(app, batch: 2) == [
                "0: nobody", "1: 7", "2: bob", "3: nobody", "4: 7", "5: 7", "6: nobody",
            ]
        )
    }

    @Test func `keeps what follows a rollback to a savepoint of before`() async throws {
        let app = try self.app()
        try await app.database.write { db in
            try db.execute(sql: "INSERT INTO t (x) VALUES ('0'); SAVEPOINT s")
            try ChangeTracker.attribute(db, to: Self.ann) {
                try db.execute(sql: "INSERT INTO t (x) VALUES ('gone')")
                try db.execute(sql: "ROLLBACK TO s; INSERT INTO t (x) VALUES ('1')")
            }
            try db.execute(sql: "RELEASE s; INSERT INTO t (x) VALUES ('2')")
        }
        let events = try await self.actors(app)
        #expect(events == ["0: nobody", "1: nobody", "2: nobody"])
    }

    @Test(arguments: ["UTF-8", "UTF-16le", "UTF-16be"])
    func `names actor and values whatever the encoding of the database`(
        _ encoding: String
    ) async throws {
        let app = try TrackedApp("PRAGMA encoding = '\(encoding)';" + Self.schema, isQueue: true)
        #expect(try app.read { try String.fetchOne($0, sql: "PRAGMA encoding") } == encoding)
        try app.tracker.track(table: "t")
        try CaptureScope.$current.withValue(Self.ann) {
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t (x) VALUES ('Grüße 🎉')") }
        }
        #expect(try await self.actors(app) == ["Grüße 🎉: 7"])
    }

    @Test func `attributes nothing more when an attributed part fails`() async throws {
        struct Failure: Error {}
        let app = try self.app()
        try await app.database.write { db in
            try? ChangeTracker.attribute(db, to: Self.ann) {
                try db.execute(sql: "INSERT INTO t (x) VALUES ('ann')")
                throw Failure()
            }
            try? db.inSavepoint {
                try ChangeTracker.attribute(db, to: Self.bob) {
                    try db.execute(sql: "INSERT INTO t (x) VALUES ('gone')")
                    throw Failure()
                }
                return .commit
            }
            try db.execute(sql: "INSERT INTO t (x) VALUES ('plain')")
        }
        #expect(try await self.actors(app) == ["ann: 7", "plain: nobody"])
    }

    @Test func `attributes nothing more when the transaction is committed too early`() async throws
    {
        let app = try self.app()
        try await app.database.writeWithoutTransaction { db in
            try db.beginTransaction(.immediate)
            try ChangeTracker.attribute(db, to: Self.ann) {
                try db.execute(sql: "INSERT INTO t (x) VALUES ('ann')")
                try db.commit()
            }
            try db.execute(sql: "INSERT INTO t (x) VALUES ('plain')")
            try ChangeTracker.attribute(db, to: Self.bob) {
                try db.execute(sql: "INSERT INTO t (x) VALUES ('bob')")
            }
        }
        #expect(try await self.actors(app) == ["ann: 7", "plain: nobody", "bob: bob"])
    }

    @Test func `keeps apart two databases that are written to at once`() async throws {
        let (one, other) = (try self.app(), try self.app())
        try CaptureScope.$current.withValue(Self.ann) {
            try one.tracker.write { db in
                try db.execute(sql: "INSERT INTO t (x) VALUES ('one')")
                try other.tracker.write {
                    try $0.execute(sql: "INSERT INTO t (x) VALUES ('other')")
                }
            }
        }
        #expect(try await self.actors(one) == ["one: 7"])
        #expect(try await self.actors(other) == ["other: 7"])
    }

    @Test func `leaves no trace of a write that changes nothing`() async throws {
        let app = try self.app()
        try CaptureScope.$current.withValue(Self.ann) {
            try app.tracker.write { try $0.execute(sql: "UPDATE t SET x = 'b'") }
        }
        #expect(try app.waiting == 0)
    }

    @Test func `writes to a database without any tracked table`() async throws {
        let app = try TrackedApp(Self.schema)
        try CaptureScope.$current.withValue(Self.ann) {
            try app.tracker.write { try $0.execute(sql: "INSERT INTO t (x) VALUES ('a')") }
        }
        #expect(try app.integer("SELECT count(*) FROM t") == 1)
        #expect(try await app.recorded().isEmpty)
    }
}
