import Foundation
import Testing

/// What verification says of what lies beside the events: tables, indexes, the key's memory.
@Suite struct ProofTests {
    @Test func `finds an index that is gone, has it said by all, and makes it anew`()
        async throws
    {
        let installation = try await Installation.sealed()
        try await installation.execute("DROP INDEX event_actor")
        let sentence = "the index event_actor is missing"
        let verified = try await installation.trail("verify")
        #expect(verified.status == 1)
        #expect(verified.output.contains("default: ledger: \(sentence)"), "\(verified.output)")
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(
            doctor.output.contains(
                "FAIL schema: \(sentence); stop the server and run: trail verify --fix"
            )
        )
        // It is only lists of one actor that fail: recording goes on.
        let server = try await RunningServer(installation)
        #expect(server.log.contains(sentence))
        #expect(await server.stop() == 0)
        let fixed = try await installation.trail("verify", "--fix")
        #expect(fixed.status == 0, "\(fixed.output)\(fixed.errors)")
        #expect(fixed.errors.contains("indexes: 1"))
        let last = try await installation.export(["--kind", "system"]).last
        #expect(last?["event_name"] == "derived_data_rebuilt")
        #expect(try await installation.trail("verify").status == 0)
        #expect(try await installation.trail("doctor").output.contains("ok   schema: "))
    }

    @Test(arguments: ["event_idx", "event_id"])
    func `does not serve without the indexes that keep events single`(
        index: String
    ) async throws {
        let installation = try await Installation.sealed()
        try await installation.execute("DROP INDEX \(index)")
        #expect(try await installation.trail("verify").status == 1)
        let served = try await installation.trail("serve", "--http-port", "0")
        #expect(served.status == 2)
        #expect(served.errors.contains("the index \(index) is missing. Run: trail verify --fix"))
        let fixed = try await installation.trail("verify", "--fix")
        #expect(fixed.status == 0, "\(fixed.output)\(fixed.errors)")
        let server = try await RunningServer(installation)
        #expect(await server.stop() == 0)
    }

    @Test func `finds a trigger, and leaves it to whoever knows what it did`() async throws {
        let installation = try await Installation.sealed()
        try await installation.execute(
            "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event WHERE kind = 3; END"
        )
        let verified = try await installation.trail("verify", "--json")
        #expect(verified.status == 1)
        #expect(verified.output.contains("the trigger t is none of Trail's"))
        let fixed = try await installation.trail("verify", "--fix")
        #expect(fixed.status == 1)
        #expect(fixed.errors.contains("nothing was made anew"))
        #expect(try await installation.trail("serve", "--http-port", "0").status == 2)
    }

    @Test func `finds events that an index hides, though its definition is as it was`()
        async throws
    {
        let installation = try await Installation.sealed()
        let change = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
        for sql in [
            "\(change) sql || ' AND idx <> 42' WHERE name = 'event_ip'", "REINDEX event_ip",
            "\(change) replace(sql, ' AND idx <> 42', '') WHERE name = 'event_ip'",
        ] {
            try await installation.execute(sql)
        }
        let verified = try await installation.trail("verify")
        #expect(verified.status == 1)
        #expect(verified.output.contains("the index event_ip does not fit the rows"))
        #expect(try await installation.trail("verify", "--fix").status == 0)
    }

    @Test func `calls a ledger unproven that the key does not remember`() async throws {
        let installation = try await Installation.sealed()
        let server = try await RunningServer(installation, ["--ledger-open", "true"])
        let checkpoint = try await server.http.get("/ledger/default/checkpoint")
        #expect(await server.stop() == 0)
        try Data(checkpoint.body.utf8).write(to: installation.file("checkpoint.txt"))
        try FileManager.default.removeItem(at: installation.file("trail.key.heads"))
        let verified = try await installation.trail("verify")
        #expect(verified.status == 2)
        #expect(verified.output.hasPrefix("default: UNPROVEN: 301 events"))
        #expect(verified.errors.contains("default: the key does not remember this ledger"))
        let json = try await installation.trail("verify", "--json")
        #expect(json.status == 2)
        #expect(json.output.contains(#""anchored":false"#))
        #expect(json.output.contains(#""intact":false"#))
        #expect(json.output.contains(#""warning":"the key does not remember"#))
        let anchored = try await installation.trail("verify", "--from-checkpoint", "checkpoint.txt")
        #expect(anchored.status == 0, "\(anchored.errors)")
        let again = try await RunningServer(installation)
        #expect(again.log.contains("the key does not remember this ledger"))
        #expect(await again.stop() == 0)
        #expect(try await installation.trail("keys", "accept-head", "--yes").status == 0)
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test func `does not call an older copy intact where the key's memory went as well`()
        async throws
    {
        let installation = try await Installation.sealed()
        try installation.copyDatabase(from: "trail.sqlite", to: "older.sqlite")
        #expect(try await installation.trail("demo", "--events", "30", "--seed", "9").status == 0)
        try installation.copyDatabase(from: "older.sqlite", to: "trail.sqlite")
        try FileManager.default.removeItem(at: installation.file("trail.key.heads"))
        let verified = try await installation.trail("verify")
        #expect(verified.status == 2)
        #expect(!verified.output.contains("default: intact"))
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
    }

    @Test(arguments: ["origin = 'else/default'", "verifier = 'else+00000000+AAAA'"])
    func `finds a ledger under another name or key, as the server does`(
        change: String
    ) async throws {
        let installation = try await Installation.sealed()
        try await installation.execute("UPDATE tenant SET \(change)")
        #expect(try await installation.trail("serve", "--http-port", "0").status == 2)
        let verified = try await installation.trail("verify")
        #expect(verified.status == 1)
        #expect(verified.output.contains("stored under another name or key"))
        let doctor = try await installation.trail("doctor")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("FAIL ledger default: it is stored as that of "))
    }

    @Test func `refuses another server's name, as the server does`() async throws {
        let installation = try await Installation.sealed()
        let verified = try await installation.trail("verify", "--server-name", "else")
        #expect(verified.status == 2)
        #expect(verified.errors.hasPrefix("trail: server.name is else, but the key at trail.key"))
        let doctor = try await installation.trail("doctor", "--server-name", "else")
        #expect(doctor.status == 1)
        #expect(doctor.output.contains("server.name is else"))
    }
}
