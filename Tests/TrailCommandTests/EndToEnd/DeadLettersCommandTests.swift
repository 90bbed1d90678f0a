import Foundation
import Testing
import Trail
import TrailSQLite

@testable import TrailCommand

@Suite struct DeadLettersCommandTests {
    /// An installation of 20 events, of which three more were put aside: one that the ledger will
    /// take, one that it has already, and one whose id is taken by another event.
    private struct Fixture {
        let installation: Installation
        let good: EncodedEvent
        let known: EncodedEvent
        let taken: EncodedEvent

        init() async throws {
            self.installation = try Installation()
            #expect(try await self.installation.trail("demo", "--events", "20").status == 0)
            self.good = try Self.event("/good", tenant: try TenantID("acme"))
            self.known = try Self.event("/known")
            let other = try Self.event("/other")
            self.taken = try Self.event("/taken", id: other.header.id)
            let store = try await self.store()
            _ = try await store.append(AppendRequest([self.known, other]))
            for (event, reason) in [
                (self.good, TrailError.Code.unstorable), (self.known, .unstorable),
                (self.taken, .idConflict),
            ] {
                try await store.add(
                    DeadLetter(event: event, reason: reason, message: "no", time: .now())
                )
            }
            try store.close()
        }

        static func event(
            _ path: String,
            id: EventID? = nil,
            tenant: TenantID = .default
        ) throws -> EncodedEvent {
            var draft = Event.Draft(.page(PageDetail(path: path)))
            draft.id = id
            let event = try Event(draft, tenant: tenant, now: .now())
            return EncodedEvent(event, stated: id == nil ? [] : [.id, .what])
        }

        func store() async throws -> SQLiteEventStore {
            let key = try LedgerKey.load(from: self.installation.file("trail.key").path)
            return try await SQLiteEventStore.open(
                SQLiteConfiguration(path: self.installation.file("trail.sqlite").path, role: .tool),
                sealer: Sealer(
                    key: key,
                    serverName: key.name,
                    clock: SystemWallClock(),
                    memory: nil
                )
            )
        }

        /// How often each event that was put aside, or stands in its way, is in the ledgers.
        func paths(_ tenant: String = "default") async throws -> [String] {
            try await self.installation.export(["--kind", "page", "--tenant", tenant])
                .compactMap { $0["path"] }
                .filter { ["/good", "/known", "/other", "/taken"].contains($0) }.sorted()
        }
    }

    @Test func `lists what was put aside, without what it says`() async throws {
        let fixture = try await Fixture()
        let list = try await fixture.installation.trail("dead-letters")
        #expect(list.status == 0, "\(list.errors)")
        #expect(list.lines.count == 3)
        #expect(list.lines[0].hasPrefix("\(fixture.good.header.id)  acme  page  page."))
        #expect(list.lines[0].hasSuffix("  unstorable: no"))
        #expect(!list.output.contains("/good") && !list.output.contains("/taken"))
        let other = try await fixture.installation.trail(
            ["dead-letters", "--tenant", "default", "--json"]
        )
        let members = try other.lines.map { try Installation.members($0) }
        #expect(
            members.map { $0["id"] }
                == [fixture.known, fixture.taken].map { $0.header.id.description }
        )
        #expect(members.map { $0["reason"] } == ["unstorable", "id_conflict"])
        #expect(members.allSatisfy { $0["result"] == nil && $0["put_aside_at"] != nil })
        let one = ["dead-letters", "--id", fixture.good.header.id.description]
        #expect(try await fixture.installation.trail(one).lines.count == 1)
    }

    @Test func `seals what the ledger takes now, once, and keeps what it refuses`() async throws {
        let fixture = try await Fixture()
        let retried = try await fixture.installation.trail("dead-letters", "--retry", "--json")
        #expect(retried.status == 1, "\(retried.errors)")
        let members = try retried.lines.map { try Installation.members($0) }
        #expect(members.map { $0["result"] } == ["sealed", "repeated", "kept"])
        #expect(members[2]["sentence"]?.contains("another event with this id") == true)
        #expect(retried.lines[0].contains(#""ledger_index":0"#))
        #expect(try await fixture.paths("acme") == ["/good"])
        #expect(try await fixture.paths() == ["/known", "/other"])
        let again = try await fixture.installation.trail("dead-letters", "--retry")
        #expect(again.status == 1)
        #expect(again.lines.count == 1 && again.output.contains("kept: the ledger has another"))
        #expect(again.errors.contains("0 of 1 are in the ledger"))
        #expect(try await fixture.paths() == ["/known", "/other"])
        let verified = try await fixture.installation.trail("verify")
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test func `is not stopped by what was sealed before its letter was removed`() async throws {
        let fixture = try await Fixture()
        let store = try await fixture.store()
        _ = try await store.append(AppendRequest([fixture.good]))
        try store.close()
        let retried = try await fixture.installation.trail(
            ["dead-letters", "--retry", "--tenant", "acme"]
        )
        #expect(retried.status == 0, "\(retried.errors)")
        #expect(retried.output.contains("  known already at 0"))
        #expect(try await fixture.paths("acme") == ["/good"])
    }

    @Test func `works beside a running server, which goes on`() async throws {
        let fixture = try await Fixture()
        let server = try await RunningServer(fixture.installation)
        let retried = try await fixture.installation.trail("dead-letters", "--retry")
        #expect(retried.status == 1, "\(retried.errors)")
        let visit = try await server.http.post(
            "/djaffar/log/",
            "date=2026-11-21T07:35:22Z&path=/behind",
            ["Content-Type": "application/x-www-form-urlencoded"]
        )
        #expect(visit.status == 201)
        #expect(await server.stop() == 0)
        #expect(try await fixture.paths("acme") == ["/good"])
        #expect(try await fixture.installation.trail("verify").status == 0)
    }

    @Test func `gives up what is named, and seals that it did`() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.installation.trail("dead-letters", "--retry").status == 1)
        #expect(try await fixture.installation.trail("doctor").status == 1)
        let id = fixture.taken.header.id.description
        let given = try await fixture.installation.trail(["dead-letters", "--discard", "--id", id])
        #expect(given.status == 0, "\(given.errors)")
        #expect(given.output.hasSuffix("  discarded\n"))
        #expect(try await fixture.installation.trail("dead-letters").lines.isEmpty)
        #expect(try await fixture.installation.trail("doctor").status == 0)
        let events = try await fixture.installation.export(["--kind", "system"])
        #expect(events.contains { $0["action"] == "recording.event_discarded" })
        let again = try await fixture.installation.trail(["dead-letters", "--discard", "--id", id])
        #expect(again.status == 2)
        #expect(again.errors.contains("no event was put aside with the id \(id)"))
    }

    @Test func `brings nothing back while an erasure is under way`() async throws {
        let fixture = try await Fixture()
        let store = try await fixture.store()
        let order = Erasure.Order(
            tenant: .default,
            reason: "demand 1",
            actor: Event.Actor(type: .system, id: "trail erase", isVerified: true),
            recordedBefore: .now()
        )
        let subject = ErasureSubject.actor(id: "gone", type: nil)
        try await store.keep(
            Erasure(
                id: EventID.random(at: .now()),
                order: order,
                createdAt: .now(),
                subject: subject
            )
        )
        try store.close()
        let refused = try await fixture.installation.trail("dead-letters", "--retry")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("an erasure is under way"))
        #expect(try await fixture.installation.trail("dead-letters").lines.count == 3)
    }

    @Test(arguments: [
        (["--retry", "--discard"], "exclude each other"), (["--discard"], "--id is expected"),
        (["--id", "x"], "--id: the id of an event is expected, not 'x'"),
        (["--tenant", "A B"], "tenant"), (["--store-url", "sqlite:no.sqlite"], "no store at"),
        (["--retry", "--store-url", "sqlite:no.sqlite"], "there is no store at no.sqlite"),
    ])
    func `says what is wrong and does nothing`(arguments: [String], sentence: String) async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "5").status == 0)
        let refused = try await installation.trail(["dead-letters"] + arguments)
        #expect(refused.status == 2)
        #expect(refused.errors.contains(sentence), "\(refused.errors)")
    }
}
