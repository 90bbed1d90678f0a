import Foundation
import Testing

@Suite struct SearchTests {
    @Test func `exports the events that have some words`() async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "300", "--seed", "7").status == 0)
        let all = try await installation.export()
        let found = try await installation.export(["--search", "logi*"])
        #expect(!found.isEmpty && found.count < all.count)
        #expect(found.contains { $0["kind"] == "login" })
        #expect(Set(found.map { $0["id"] }).isSubset(of: all.map { $0["id"] }))
        let refused = try await installation.trail("export", "--search", "\"open")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("search: A quotation mark is not closed."))
    }

    @Test func `keeps an index beside the store, and says how far it is`() async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "2500", "--seed", "7").status == 0)
        let index = installation.file("trail.sqlite.search")
        #expect(!FileManager.default.fileExists(atPath: index.path))
        let server = try await RunningServer(installation)
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: index.path) {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(FileManager.default.fileExists(atPath: index.path))
        await server.stop()
        let doctor = try await installation.trail("doctor")
        #expect(
            doctor.lines.contains {
                $0.hasPrefix("ok   search: ") && $0.contains("trail.sqlite.search, ")
            }
        )
    }
}
