import InMemoryLogging
import Logging
import ServiceLifecycle
import ServiceLifecycleTestKit
import Testing
import TrailTesting

@testable import Trail

@Suite struct GeoEnricherTests {
    private let folder = TemporaryFolder()
    private let log = InMemoryLogHandler()

    private func enricher(_ bytes: [UInt8]? = nil) throws -> GeoEnricher {
        try self.folder.write(bytes ?? GeoDatabaseWriter.sample().bytes(), "geo.mmdb")
        return try GeoEnricher(
            path: self.folder.path("geo.mmdb"),
            every: .milliseconds(1),
            logger: Logger(label: "test") { _ in self.log }
        )
    }

    private func draft(_ ip: String?) -> Event.Draft {
        var draft = Event.Draft.sample(1)
        draft.context.ip = ip
        return draft
    }

    /// A database that knows another city.
    private func other() throws -> [UInt8] {
        var writer = GeoDatabaseWriter()
        writer.insert(
            .place(city: "Bath", country: "United Kingdom", code: "GB"),
            for: try #require(AddressRange("81.2.69.0/24"))
        )
        return writer.bytes()
    }

    private func city(_ enricher: GeoEnricher, _ ip: String = "81.2.69.142") -> String? {
        enricher.enrich(self.draft(ip)).context.geo?.city
    }

    @Test func `adds the place of an address`() throws {
        let enricher = try self.enricher()
        for _ in 0..<2 {
            let geo = enricher.enrich(self.draft("81.2.69.142")).context.geo
            #expect(geo?.countryCode == "GB")
            #expect(geo?.city == "Cheltenham")
            #expect(geo?.latitude == "51.8994")
        }
    }

    @Test(arguments: [nil, "", "unknown", "8.8.8.8", "10.0.0.1", "81.2.69"])
    func `leaves a draft alone of which it knows no place`(ip: String?) throws {
        let draft = self.draft(ip)
        #expect(try self.enricher().enrich(draft) == draft)
    }

    @Test func `never changes what the draft says already`() throws {
        var draft = self.draft("81.2.69.142")
        draft.context.geo = Event.Geo()
        #expect(try self.enricher().enrich(draft) == draft)
    }

    @Test func `never looks up what is not public`() throws {
        var writer = GeoDatabaseWriter()
        for network in ["10.0.0.0/8", "fc00::/7", "172.0.0.0/8"] {
            let value = GeoValue.place(country: "Wrong", code: "XX")
            writer.insert(value, for: try #require(AddressRange(network)))
        }
        let enricher = try self.enricher(writer.bytes())
        for ip in ["10.0.0.1", "fd00::1", "172.16.0.1", "::ffff:10.0.0.1"] {
            #expect(enricher.enrich(self.draft(ip)).context.geo == nil)
        }
        #expect(enricher.enrich(self.draft("172.15.0.1")).context.geo != nil)
    }

    @Test func `takes a file that is put in the place of its own`() throws {
        let enricher = try self.enricher()
        var watch = GeoEnricher.FileWatch(enricher.database.file.identity)
        enricher.refresh(&watch)
        #expect(self.log.entries.isEmpty)
        #expect(self.city(enricher) == "Cheltenham")
        try self.folder.replace("geo.mmdb", self.other())
        #expect(self.city(enricher) == "Cheltenham")
        enricher.refresh(&watch)
        #expect(self.city(enricher) == "Bath")
        #expect(self.log.entries.map(\.message) == ["geo database taken"])
    }

    @Test func `keeps the old one where the new one is of no use, and says so once`() throws {
        let enricher = try self.enricher()
        var watch = GeoEnricher.FileWatch(enricher.database.file.identity)
        try self.folder.replace("geo.mmdb", Array("nonsense".utf8))
        for _ in 0..<3 { enricher.refresh(&watch) }
        #expect(self.city(enricher) == "Cheltenham")
        #expect(self.log.entries.count == 1)
        #expect(self.log.entries.first?.level == .error)
        #expect(
            self.log.entries.first?.metadata["trail.error"].map { "\($0)" }?
                .contains(self.folder.path("geo.mmdb")) == true
        )
        try self.folder.replace("geo.mmdb", self.other())
        enricher.refresh(&watch)
        #expect(self.city(enricher) == "Bath")
    }

    @Test func `takes a file that was written over where it lay`() throws {
        let enricher = try self.enricher()
        var watch = GeoEnricher.FileWatch(enricher.database.file.identity)
        #expect(self.city(enricher) == "Cheltenham")
        try self.folder.overwrite("geo.mmdb", [])
        enricher.refresh(&watch)
        // What was looked up before is still known, and nothing else is.
        #expect(self.city(enricher) == "Cheltenham")
        #expect(self.city(enricher, "89.160.20.127") == nil)
        try self.folder.overwrite("geo.mmdb", self.other())
        enricher.refresh(&watch)
        #expect(self.city(enricher) == "Bath")
    }

    @Test func `looks after its file while it runs`() async throws {
        let enricher = try self.enricher()
        let bytes = try self.other()
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await enricher.run() }
                try self.folder.replace("geo.mmdb", bytes)
                for _ in 0..<2_000 where self.city(enricher) != "Bath" {
                    try await Task.sleep(for: .milliseconds(2))
                }
                #expect(self.city(enricher) == "Bath")
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
    }

    @Test func `refuses to begin without a database`() {
        let path = self.folder.path("none.mmdb")
        let error = #expect(throws: GeoDatabaseError.self) {
            try GeoEnricher(path: path, logger: Logger(label: "test") { _ in self.log })
        }
        #expect(error?.path == path)
    }
}
