import Testing

@testable import Trail

@Suite struct ErasureSubjectTests {
    @Test func `is stored and read back`() throws {
        for subject in [
            ErasureSubject.actor(id: "alice", type: nil), .actor(id: "é\"\\", type: .service),
            .filters(["remote_ip": "192.0.2.1", "search": "two words"]),
        ] {
            #expect(ErasureSubject(json: subject.json) == subject)
        }
        for json: JSON in [
            .null, .object([:]), .object(["actor_id": .integer(1)]),
            .object(["actor_id": "a", "actor_type": "god"]), .object(["filters": ["a": 1]]),
        ] {
            #expect(ErasureSubject(json: json) == nil)
        }
    }

    @Test func `refuses filters that say which page, or nothing`() {
        for name in ErasureSubject.refusedFilters {
            #expect(throws: ParameterErrors.self) {
                _ = try ErasureSubject.filters([name: "1"]).query(tenant: .default)
            }
        }
        #expect(throws: ParameterErrors.self) {
            _ = try ErasureSubject.filters([:]).query(tenant: .default)
        }
    }

    @Test func `knows itself in a text`() {
        #expect(ErasureSubject.actor(id: "alice", type: nil).isNamed(in: "For Alice, of late"))
        #expect(!ErasureSubject.actor(id: "alice", type: nil).isNamed(in: "demand 17"))
        #expect(!ErasureSubject.actor(id: "7", type: nil).isNamed(in: "demand 17"))
        #expect(!ErasureSubject.actor(id: "a", type: nil).isNamed(in: "demand"))
        #expect(ErasureSubject.actor(id: "7", type: nil).isNamed(in: "user-7"))
        let filters = ErasureSubject.filters(["status": "17", "path": "/alice"])
        #expect(filters.isNamed(in: "demand of /alice"))
        #expect(!filters.isNamed(in: "demand 17"))
    }

    @Test func `an event needs one of the groups, and all of it`() throws {
        let draft = Event.Draft(
            .login(LoginDetail(.login, username: "bob")),
            actor: Event.Actor(type: .service, id: "alice")
        )
        let event = EncodedEvent(
            try Event(draft, tenant: .default, now: Timestamp(microseconds: 0)),
            stated: []
        )
        func matches(_ subject: ErasureSubject) throws -> Bool {
            let order = Erasure.Order(
                tenant: .default,
                reason: "x",
                actor: Event.Actor(),
                recordedBefore: Timestamp(microseconds: 1)
            )
            return try ErasureDemand(subject, order, holds: [], isDryRun: true)
                .covers(event, keptSince: Timestamp(microseconds: 0))
        }
        #expect(try matches(.actor(id: "alice", type: nil)))
        #expect(try matches(.actor(id: "alice", type: .service)))
        #expect(try !matches(.actor(id: "alice", type: .user)))
        #expect(try matches(.actor(id: "bob", type: .user)))
        #expect(try !matches(.actor(id: "bob", type: .service)))
    }
}
