import Testing
import Trail
import TrailGRDB

@Suite struct LinkTests {
    static let schema = """
        CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author INTEGER REFERENCES author);
        CREATE TABLE editor (book INTEGER NOT NULL REFERENCES book ON DELETE CASCADE,
            author INTEGER NOT NULL REFERENCES author ON DELETE CASCADE, role TEXT,
            PRIMARY KEY (book, author)) WITHOUT ROWID;
        CREATE TABLE shelf (id INTEGER PRIMARY KEY, book INTEGER REFERENCES book,
            reader INTEGER REFERENCES author);
        INSERT INTO author VALUES (1, 'Ann'), (2, 'Bob');
        INSERT INTO book VALUES (10, 'Ten', 1), (11, 'Eleven', NULL);
        INSERT INTO editor VALUES (10, 1, 'lead');
        """

    @Test func `names both sides of a link and an unlink`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.link("editor")
        try app.execute(
            "INSERT INTO editor VALUES (10, 2, NULL); DELETE FROM editor WHERE author = 1"
        )
        let events = try await app.recorded()
        #expect(
            events.map(\.description) == [
                #"link book/10 author/2 {"author":2,"book":10,"role":null}"#,
                #"unlink book/10 author/1 {"author":1,"book":10,"role":"lead"}"#,
            ]
        )
        #expect(events.map(\.action) == ["book.link", "book.unlink"])
        #expect(events.map(\.detail.type.rawValue) == [6, 8])
        #expect(events.allSatisfy { $0.detail.model == "editor" })
    }

    @Test func `unlinks what a deletion cascades to`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.link("editor")
        try app.execute("DELETE FROM book WHERE id = 10")
        #expect(
            try await app.recorded().map(\.description) == [
                #"unlink book/10 author/1 {"author":1,"book":10,"role":"lead"}"#
            ]
        )
    }

    @Test func `tells a link that is moved as an unlink and a link`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.link("editor")
        try app.execute("UPDATE editor SET author = 2; UPDATE editor SET role = 'second'")
        try app.execute("UPDATE editor SET role = role")
        #expect(
            try await app.recorded().map(\.description) == [
                #"unlink book/10 author/1 {"author":1,"book":10,"role":"lead"}"#,
                #"link book/10 author/2 {"author":2,"book":10,"role":"lead"}"#,
                #"update book/10 author/2 role "lead" → "second""#,
            ]
        )
    }

    @Test func `takes the sides that it is told`() async throws {
        let app = try TrackedApp("CREATE TABLE follow (a TEXT, b TEXT)")
        try app.tracker.link(
            "follow",
            sides: [.init(type: "user", columns: ["b"]), .init(type: "user", columns: ["a"])]
        )
        try app.execute("INSERT INTO follow VALUES ('ann', 'bob')")
        #expect(
            try await app.recorded().map(\.description) == [
                #"link user/bob user/ann {"a":"ann","b":"bob"}"#
            ]
        )
    }

    @Test func `finds association tables by itself`() async throws {
        let app = try TrackedApp(Self.schema)
        try app.tracker.trackAll()
        let rules = try app.tracker.trackedTables()
        #expect(rules.map(\.name) == ["author", "book", "editor", "shelf"])
        #expect(rules.map(\.sides.count) == [0, 0, 0, 2])
        try app.execute("INSERT INTO shelf VALUES (7, 10, 2)")
        #expect(
            try await app.recorded().map(\.description) == [
                #"link book/10 author/2 {"book":10,"id":7,"reader":2}"#
            ]
        )
    }

    @Test func `refuses to link what does not link two tables`() throws {
        let app = try TrackedApp(Self.schema)
        #expect(throws: TrailError.self) { try app.tracker.link("book") }
        #expect(throws: TrailError.self) {
            try app.tracker.track(
                TrackedTable("book", sides: [.init(type: "author", columns: ["author"])])
            )
        }
    }
}
