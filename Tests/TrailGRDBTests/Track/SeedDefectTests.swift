import GRDB
import Testing
import Trail

@testable import TrailGRDB

/// What the seeds' capture of models gets wrong; the numbers are those of docs/seed-defects.md.
@Suite struct SeedDefectTests {
    private struct Order: Codable, FetchableRecord, MutablePersistableRecord {
        static let databaseTableName = "orders"
        var id: Int64?
        var status: String
        var total: Int
    }

    private func orders() throws -> TrackedApp {
        let app = try TrackedApp(
            """
            CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT, total INTEGER);
            INSERT INTO orders VALUES (1, 'new', 5);
            """
        )
        try app.tracker.track(Order.self)
        return app
    }

    // #38
    @Test func `an update that fails is not told, though the transaction goes on`() async throws {
        let app = try self.orders()
        try app.execute("CREATE UNIQUE INDEX one_of_each ON orders (status)")
        try app.execute("INSERT INTO orders VALUES (2, 'paid', 0)")
        #expect(try await app.recorded().map(\.action) == ["orders.create"])
        try app.write { db in
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "UPDATE orders SET total = 9, status = 'paid' WHERE id = 1")
            }
            // What this one had written before it failed stays, and is told.
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "UPDATE OR FAIL orders SET status = 'same'")
            }
            try db.execute(sql: "INSERT INTO orders VALUES (3, 'sent', 0)")
        }
        let changed = try app.integer("SELECT id FROM orders WHERE status = 'same'")
        let events = try await app.recorded()
        #expect(
            events.map { "\($0.action) \($0.targets.first?.id ?? "")" } == [
                "orders.update \(changed)", "orders.create 3",
            ]
        )
        #expect(events.first?.changes.map(\.field) == ["status"])
    }

    // #39
    @Test func `a row deleted within a longer transaction is named by its key`() async throws {
        let app = try self.orders()
        try app.write { db in
            let order = try Order.fetchOne(db, key: 1)
            #expect(try order?.delete(db) == true)
            try db.execute(sql: "INSERT INTO orders VALUES (2, 'new', 0)")
        }
        let events = try await app.recorded()
        #expect(events.map { $0.targets.first?.id } == ["1", "2"])
        #expect(events.map(\.detail.type) == [.delete, .create])
    }

    // #42
    @Test func `only what was written is told, whatever the object held besides`() async throws {
        let app = try self.orders()
        try app.write { db in
            var order = try #require(try Order.fetchOne(db, key: 1))
            order.status = "paid"
            order.total = 99
            try order.update(db, columns: ["status"])
        }
        let event = try #require(try await app.recorded().first)
        #expect(event.changes.map(\.field) == ["status"])
        #expect(event.after == ["id": 1, "status": "paid", "total": 5])
    }

    // #43
    @Test func `rows of one name are told apart by their keys, and null from a text`() async throws
    {
        let app = try TrackedApp(
            """
            CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE book (id INTEGER PRIMARY KEY, author INTEGER REFERENCES author, note TEXT);
            INSERT INTO author VALUES (1, 'Smith'), (2, 'Smith');
            INSERT INTO book VALUES (1, 1, NULL);
            """
        )
        try app.tracker.trackAll()
        try app.execute("UPDATE book SET author = 2, note = 'None'")
        #expect(
            try await app.recorded().map(\.description) == [
                #"update book/1 author 1 → 2, note null → "None""#
            ]
        )
    }

    // #44
    @Test func `two associations of the same tables are told apart`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE person (id INTEGER PRIMARY KEY);
            CREATE TABLE article (id INTEGER PRIMARY KEY);
            CREATE TABLE author (article INTEGER REFERENCES article, person INTEGER REFERENCES person);
            CREATE TABLE editor (article INTEGER REFERENCES article, person INTEGER REFERENCES person);
            INSERT INTO person VALUES (1); INSERT INTO article VALUES (7);
            """
        )
        try app.tracker.trackAll()
        try app.execute("INSERT INTO editor VALUES (7, 1); INSERT INTO author VALUES (7, 1)")
        #expect(try await app.recorded().map(\.detail.model) == ["editor", "author"])
    }

    // #45
    @Test func `saving again what is saved already is no change`() async throws {
        let app = try self.orders()
        try app.write { db in
            var order = try #require(try Order.fetchOne(db, key: 1))
            try order.update(db)
            order.status = "paid"
            try order.update(db)
            try order.update(db)
        }
        #expect(
            try await app.recorded().map(\.description) == [
                #"update orders/1 status "new" → "paid""#
            ]
        )
    }

    // #47
    @Test func `an object that is saved twice around its links is one update and the links`()
        async throws
    {
        let app = try self.orders()
        try app.execute(
            """
            CREATE TABLE tag (id INTEGER PRIMARY KEY);
            CREATE TABLE order_tag (orders INTEGER REFERENCES orders, tag INTEGER REFERENCES tag);
            INSERT INTO tag VALUES (7);
            """
        )
        try app.tracker.link("order_tag")
        try app.write { db in
            var order = try #require(try Order.fetchOne(db, key: 1))
            order.status = "paid"
            try order.update(db)
            try db.execute(sql: "INSERT INTO order_tag VALUES (1, 7)")
            try order.update(db)
        }
        #expect(
            try await app.recorded().map(\.action) == ["orders.update", "orders.link"]
        )
    }

    // #46
    @Test func `a row that the app's own queries hide is recorded`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE all_posts (id INTEGER PRIMARY KEY, title TEXT, deleted INTEGER);
            CREATE VIEW post AS SELECT id, title FROM all_posts WHERE NOT deleted;
            INSERT INTO all_posts VALUES (1, 'a', 1);
            """
        )
        try app.tracker.track(table: "all_posts")
        #expect(try app.integer("SELECT count(*) FROM post") == 0)
        try app.execute("UPDATE all_posts SET title = 'b' WHERE id = 1")
        #expect(
            try await app.recorded().map(\.description) == [
                #"update all_posts/1 title "a" → "b""#
            ]
        )
    }

    // Section 15
    @Test func `deleting an actor deletes nothing that the actor did`() async throws {
        let app = try TrackedApp(
            """
            CREATE TABLE user (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE post (id INTEGER PRIMARY KEY, user INTEGER REFERENCES user ON DELETE CASCADE);
            INSERT INTO user VALUES (1, 'Ann');
            """
        )
        try app.tracker.trackAll()
        let ann = Event.Actor(type: .user, id: "1", name: "Ann", isVerified: true)
        try await CaptureScope.$current.withValue(CaptureScope(actor: ann)) {
            try await app.tracker.write { db in
                try db.execute(sql: "INSERT INTO post VALUES (1, 1)")
            }
        }
        try app.execute("DELETE FROM user")
        let events = try await app.recorded()
        #expect(Set(events.map(\.action)) == ["post.create", "post.delete", "user.delete"])
        #expect(events.first?.actor == ann)
    }

    // Section 15
    @Test func `what is recorded within a transaction outlives its rollback`() async throws {
        struct Failure: Error {}
        let app = try self.orders()
        try await app.withDrainer { drainer in
            let recorder = drainer.recorder
            await #expect(throws: Failure.self) {
                try await app.tracker.write { db in
                    try db.execute(sql: "UPDATE orders SET total = 6")
                    recorder.record(Event.Draft(.action(ActionDetail(.read))))
                    throw Failure()
                }
            }
            try await drainer.drain()
            _ = try await recorder.recordDurably(Event.Draft(.page(PageDetail(path: "/"))))
        }
        let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
        let entries = await app.store.entries(request).entries
        #expect(entries.map(\.event.header.kind) == [.action, .page])
    }
}
