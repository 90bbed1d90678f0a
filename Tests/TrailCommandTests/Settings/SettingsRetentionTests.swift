import Foundation
import Testing
import Trail
import TrailTesting

@testable import TrailCommand

@Suite struct SettingsRetentionTests {
    private static func retention(_ settings: [String: String]) async throws
        -> RetentionConfiguration
    {
        let store = InMemoryEventStore(
            sealer: Sealer(
                key: try LedgerKey.generate(name: "test.example"),
                serverName: "test.example",
                clock: ManualClock(.now()),
                memory: nil
            ),
            clock: ManualClock(.now())
        )
        return try await Settings.load(Settings.Sources(commandLine: settings))
            .retention(of: store)
    }

    @Test func `nothing is removed unless somebody says so`() async throws {
        let retention = try await Self.retention([:])
        #expect(retention.defaultDays == nil)
        #expect(retention.archive == nil)
        #expect(retention.schedule == DailySchedule("03:00"))
        let settings = try await Settings.load(Settings.Sources())
        #expect(try !settings.flag("admin.allow-purge"))
    }

    @Test func `each setting is heeded`() async throws {
        let retention = try await Self.retention([
            "retention.default-days": "90", "retention.run-at": "23:59",
            "retention.archive": "/srv/archive",
        ])
        #expect(retention.defaultDays == 90)
        #expect(retention.schedule.description == "23:59")
        #expect((retention.archive as? ArchiveFolder)?.path == "/srv/archive")
    }

    @Test(arguments: [
        ("retention.default-days", "0"), ("retention.default-days", "-1"),
        ("retention.default-days", "36501"), ("retention.default-days", "ninety"),
        ("retention.run-at", "24:00"), ("retention.run-at", "3"), ("retention.run-at", "daily"),
        ("retention.run-at", "03:60"), ("admin.allow-purge", "perhaps"),
    ])
    func `refuses a bad value by the setting's name`(key: String, value: String) async throws {
        do {
            _ = try await Settings.load(Settings.Sources(commandLine: [key: value]))
            Issue.record("\(key) = \(value) was accepted")
        } catch let error as SettingsError {
            #expect("\(error)".contains("'\(key)'"))
        }
    }
}
