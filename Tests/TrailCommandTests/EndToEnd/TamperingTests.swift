import Foundation
import Testing

@Suite struct TamperingTests {
    @Test(arguments: Tampering.all)
    func `finds out`(tampering: Tampering) async throws {
        let installation = try await Installation.sealed()
        try await installation.execute(tampering.sql)
        let verified = try await installation.trail("verify")
        #expect(verified.status == 1)
        for finding in tampering.findings {
            #expect(verified.output.contains(finding), "\(verified.output)\(verified.errors)")
        }
        guard tampering.stopsServer else { return }
        let served = try await Self.refusedServer(installation)
        #expect(served.hasPrefix("trail: "))
        #expect(served.split(separator: "\n").count == 1)
    }

    @Test func `finds an older copy of the database and continues it only when told to`()
        async throws
    {
        let installation = try await Installation.sealed()
        try installation.copyDatabase(from: "trail.sqlite", to: "older.sqlite")
        #expect(try await installation.trail("demo", "--events", "30", "--seed", "9").status == 0)
        try installation.copyDatabase(from: "older.sqlite", to: "trail.sqlite")
        let verified = try await installation.trail("verify")
        #expect(verified.status == 1)
        #expect(verified.output.contains("event 300: truncated"))
        let refusal = try await Self.refusedServer(installation)
        #expect(refusal.contains("holds 300 events, but this key has signed 330"))
        // The command as the refusal gives it.
        let command = try #require(refusal.components(separatedBy: "run: trail ").last)
        #expect(command.hasPrefix("keys accept-head default"))
        #expect(try await installation.trail("keys", "accept-head", "default").status == 2)
        let accepted = try await installation.trail("keys", "accept-head", "default", "--yes")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(
            try await installation.export(["--kind", "system"]).last?["event_name"]
                == "head_accepted"
        )
        #expect(try await installation.trail("verify").status == 0)
        let server = try await RunningServer(installation)
        #expect(await server.stop() == 0)
    }

    @Test func `makes derived data anew when told to, and never while a server runs`() async throws
    {
        let installation = try await Installation.sealed()
        try await installation.execute("DELETE FROM rollup")
        #expect(try await installation.trail("verify").status == 1)
        let fixed = try await installation.trail("verify", "--fix")
        #expect(fixed.status == 0, "\(fixed.output)\(fixed.errors)")
        #expect(fixed.errors.contains("made anew"))
        let last = try await installation.export(["--kind", "system"]).last
        #expect(last?["event_name"] == "derived_data_rebuilt")
        try await installation.execute("DELETE FROM rollup")
        let server = try await RunningServer(installation)
        let refused = try await installation.trail("verify", "--fix")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("default: nothing was made anew: "))
        #expect(await server.stop() == 0)
    }

    @Test func `makes nothing anew beside an event that is gone`() async throws {
        let installation = try await Installation.sealed()
        try await installation.execute("DELETE FROM event WHERE idx = 42")
        let fixed = try await installation.trail("verify", "--fix")
        #expect(fixed.status == 1)
        #expect(fixed.errors.contains("default: nothing was made anew: 1 finding is about"))
        let events = try await installation.export(["--kind", "system"])
        #expect(!events.contains { $0["event_name"] == "derived_data_rebuilt" })
        // What is left out of the first look is not left out before anything is replaced.
        let narrow = try await installation.trail("verify", "--fix", "--model", "system")
        #expect(narrow.status == 1)
        #expect(narrow.errors.contains("default: nothing was made anew: 1 finding is about"))
    }

    @Test func `says apart which figures did not fit`() async throws {
        let installation = try await Installation.sealed()
        try await installation.execute("UPDATE segment SET events = 7")
        let fixed = try await installation.trail("verify", "--fix", "--json")
        #expect(fixed.status == 0, "\(fixed.output)\(fixed.errors)")
        #expect(fixed.errors.contains("did not fit: 1 figures"))
        #expect(fixed.output.contains(#""rebuilt":{"columns":0,"figures":0,"indexes":0,"#))
        #expect(fixed.output.contains(#""unfit_figures":1"#))
        let last = try await installation.export(["--kind", "system"]).last
        #expect(last?["message"]?.contains("did not fit") == true, "\(String(describing: last))")
    }

    @Test func `finds a replaced database by a checkpoint alone`() async throws {
        let installation = try await Installation.sealed()
        let server = try await RunningServer(installation, ["--ledger-open", "true"])
        let checkpoint = try await server.http.get("/ledger/default/checkpoint")
        #expect(checkpoint.status == 200)
        #expect(await server.stop() == 0)
        try Data(checkpoint.body.utf8).write(to: installation.file("checkpoint.txt"))
        let check = ["verify", "--from-checkpoint", "checkpoint.txt"]
        #expect(try await installation.trail(check).status == 0)
        // Who holds the key makes a database that is sound in itself.
        for file in ["trail.sqlite", "trail.sqlite-wal", "trail.sqlite-shm", "trail.key.heads"] {
            try? FileManager.default.removeItem(at: installation.file(file))
        }
        #expect(try await installation.trail("demo", "--events", "310", "--seed", "5").status == 0)
        #expect(try await installation.trail("verify").status == 0)
        let verified = try await installation.trail(check)
        #expect(verified.status == 1)
        #expect(verified.output.contains("forked: does not continue the tree of 301 events"))
    }

    @Test func `never replaces a pushed checkpoint by one that does not continue it`()
        async throws
    {
        let installation = try await Installation.sealed()
        try installation.copyDatabase(from: "trail.sqlite", to: "older.sqlite")
        let options = ["--checkpoint-push", "pushed.txt"]
        #expect(try await installation.trail("demo", "--events", "30", "--seed", "9").status == 0)
        #expect(try await RunningServer(installation, options).stop() == 0)
        let pushed = try Data(contentsOf: installation.file("pushed.txt"))
        // One event more: the start made the first user.
        #expect(String(decoding: pushed, as: UTF8.self).contains("\n331\n"))
        // Whoever restores the older copy also takes the key's memory away.
        try installation.copyDatabase(from: "older.sqlite", to: "trail.sqlite")
        try FileManager.default.removeItem(at: installation.file("trail.key.heads"))
        #expect(try await RunningServer(installation, options).stop() == 0)
        let after = try Data(contentsOf: installation.file("pushed.txt"))
        #expect(after == pushed)
    }

    @Test func `misses a ledger of which only a checkpoint is left`() async throws {
        let installation = try await Installation.sealed()
        let server = try await RunningServer(installation, ["--ledger-open", "true"])
        let checkpoint = try await server.http.get("/ledger/default/checkpoint")
        #expect(await server.stop() == 0)
        try Data(checkpoint.body.utf8).write(to: installation.file("checkpoint.txt"))
        try await installation.execute(Self.deleteLedgers)
        try FileManager.default.removeItem(at: installation.file("trail.key.heads"))
        #expect(
            try await installation.trail("demo", "--events", "5", "--tenant", "acme").status == 0
        )
        let verified = try await installation.trail("verify", "--from-checkpoint", "checkpoint.txt")
        #expect(verified.status == 1, "\(verified.errors)")
        #expect(verified.output.contains("acme: intact: 5 events"))
        #expect(verified.output.contains("default: TAMPERED WITH"))
    }

    @Test func `says that there is nothing to verify`() async throws {
        let installation = try await Installation.sealed()
        let unreadable = try await installation.trail("verify", "--from-checkpoint", "none.txt")
        #expect(unreadable.status == 2)
        #expect(unreadable.errors == "trail: cannot read the checkpoint at none.txt\n")
        for file in ["trail.sqlite", "trail.sqlite-wal", "trail.sqlite-shm"] {
            try? FileManager.default.removeItem(at: installation.file(file))
        }
        let missing = try await installation.trail("verify")
        #expect(missing.status == 2)
        #expect(missing.errors == "trail: there is no store at trail.sqlite (store.url)\n")
    }

    private static let deleteLedgers = """
        DELETE FROM event; DELETE FROM tenant; DELETE FROM segment; DELETE FROM rollup
        """

    /// What a server says that refuses to start.
    private static func refusedServer(_ installation: Installation) async throws -> String {
        do {
            let server = try await RunningServer(installation)
            await server.stop(SIGKILL)
            Issue.record("The server started.")
            return ""
        } catch let error as RunningServer.NotReady {
            return error.description
        }
    }
}
