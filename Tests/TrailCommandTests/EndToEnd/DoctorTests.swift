import Foundation
import Testing
import Trail
import TrailSQLite

@testable import TrailCommand

@Suite struct DoctorTests {
    private static func installation() async throws -> Installation {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "20").status == 0)
        return installation
    }

    private static func allow(_ mode: Int, _ name: String, in installation: Installation) throws {
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: installation.file(name).path
        )
    }

    @Test func `finds nothing wrong with a store that was just made`() async throws {
        let installation = try await Self.installation()
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 0, "\(doctor.output)")
        for name in [
            "settings", "store", "signing key", "secret", "folder", "disk", "key", "schema",
            "clock", "ledger default", "signed last", "dead letters", "search",
        ] {
            #expect(doctor.lines.contains { $0.hasPrefix("ok   \(name): ") }, "\(name)")
        }
    }

    @Test func `tells of events that the ledger refused, and nothing of what they say`()
        async throws
    {
        let installation = try await Self.installation()
        let key = try LedgerKey.load(from: installation.file("trail.key").path)
        let clock = SystemWallClock()
        let store = try await SQLiteEventStore.open(
            SQLiteConfiguration(path: installation.file("trail.sqlite").path),
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil)
        )
        let draft = Event.Draft(.page(PageDetail(path: "/nobody-reads-this")))
        let event = EncodedEvent(
            try Event(draft, tenant: .default, now: .now()),
            stated: .all
        )
        for reason in [TrailError.Code.unstorable, .idConflict] {
            try await store.add(
                DeadLetter(event: event, reason: reason, message: "no", time: .now())
            )
        }
        try store.close()
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL dead letters: 2 events were refused and put aside, "))
        #expect(doctor.output.contains("\(TrailError.Code.idConflict.name), id \(event.header.id)"))
        #expect(!doctor.output.contains("nobody-reads-this"))
    }

    @Test(arguments: ["trail.sqlite", "trail.key.heads"])
    func `sees a file that others may read`(name: String) async throws {
        let installation = try await Self.installation()
        try Self.allow(0o644, name, in: installation)
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("open to others (mode 644); run: chmod 600 "))
    }

    @Test func `sees a folder in which anybody may replace the store`() async throws {
        let installation = try await Self.installation()
        try Self.allow(0o777, "", in: installation)
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL folder: anybody may replace the files in "))
    }

    @Test func `sees a secret that others may read`() async throws {
        let installation = try await Self.installation()
        let secret = String(repeating: "s", count: 32)
        try Data("jwt:\n  secret: \(secret)\n".utf8).write(to: installation.file("trail.yaml"))
        try Self.allow(0o644, "trail.yaml", in: installation)
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL secret jwt.secret: trail.yaml holds it"))
        try Self.allow(0o600, "trail.yaml", in: installation)
        #expect(try await installation.trail("doctor").status == 0)
        let typed = try await installation.trail("doctor", "--jwt-secret", secret)
        #expect(typed.status == 1)
        #expect(!typed.output.contains(secret))
    }

    @Test func `sees that the store is older than what the key has signed`() async throws {
        let installation = try await Self.installation()
        try installation.copyDatabase(from: "trail.sqlite", to: "before.sqlite")
        #expect(try await installation.trail("demo", "--events", "20").status == 0)
        try installation.copyDatabase(from: "before.sqlite", to: "trail.sqlite")
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL ledger default: "))
        #expect(doctor.output.contains("holds 20 events, but this key has signed 40"))
        let accepted = try await installation.trail("keys", "accept-head", "--yes")
        #expect(accepted.status == 0)
        #expect(try await installation.trail("doctor").status == 0)
    }

    @Test func `sees that nothing is remembered of what the key has signed`() async throws {
        let installation = try await Self.installation()
        try FileManager.default.removeItem(at: installation.file("trail.key.heads"))
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL signed last: 1 ledgers, of which the key remembers"))
    }

    @Test func `sees a ledger that another key has signed`() async throws {
        let installation = try await Self.installation()
        let other = try Installation()
        #expect(try await other.trail("demo", "--events", "1").status == 0)
        for name in ["trail.key", "trail.key.heads"] {
            try FileManager.default.removeItem(at: installation.file(name))
            try FileManager.default.copyItem(at: other.file(name), to: installation.file(name))
        }
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("is not signed by"))
    }

    @Test func `sees a clock that is behind the ledger`() throws {
        let now = Timestamp.now()
        func head(_ time: Timestamp) -> LedgerHead {
            let empty = LedgerHead.empty(.default)
            return LedgerHead(
                tenant: .default,
                recordedAt: time,
                frontier: empty.frontier,
                tail: empty.tail,
                note: nil
            )
        }
        #expect(DoctorCommand.clock([], now: now).isFine)
        #expect(DoctorCommand.clock([head(now.advanced(by: .seconds(299)))], now: now).isFine)
        let behind = DoctorCommand.clock([head(now.advanced(by: .seconds(301)))], now: now)
        #expect(!behind.isFine)
        #expect(behind.finding.contains("more than 5 minutes ahead of this clock"))
    }
}
