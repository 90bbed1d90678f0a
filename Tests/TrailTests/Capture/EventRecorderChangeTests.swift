import Foundation
import Testing
import Trail

private struct Plan: Encodable {
    var name = "Basic"
    var price = Decimal(9)
    var seats: Int? = 5
    var limits = ["a": 1]
    var note: String?
}

private struct Failing: Encodable {
    struct Failure: Error {}
    func encode(to encoder: any Encoder) throws { throw Failure() }
}

@Suite struct EventRecorderChangeTests {
    private static let target = Event.Target(type: "plan", id: "7", label: "Basic")

    private func draft(_ old: Plan?, _ new: Plan?) throws -> Event.Draft? {
        try Event.Draft.change(of: Self.target, from: old, to: new)
    }

    @Test func `tells the fields that differ, with their types`() throws {
        var new = Plan()
        new.price = Decimal(string: "9.90") ?? 0
        new.seats = nil
        new.limits["b"] = 2
        let draft = try #require(try self.draft(Plan(), new))
        #expect(draft.targets == [Self.target])
        #expect(
            draft.changes == [
                .init(field: "limits", old: ["a": 1], new: ["a": 1, "b": 2]),
                .init(field: "price", old: CanonicalJSON(9), new: CanonicalJSON(9.9)),
                .init(field: "seats", old: CanonicalJSON(5), new: CanonicalJSON(.null)),
            ]
        )
        guard case .crud(let detail) = draft.detail else { return }
        #expect(detail.type == .update)
        #expect(detail.model == "plan")
        #expect(
            detail.before?.value == ["name": "Basic", "price": 9, "seats": 5, "limits": ["a": 1]]
        )
        #expect(detail.after?.isObject == true)
    }

    @Test func `tells what is new and what is deleted`() throws {
        let created = try #require(try self.draft(nil, Plan()))
        let deleted = try #require(try self.draft(Plan(), nil))
        guard case .crud(let new) = created.detail, case .crud(let old) = deleted.detail else {
            return
        }
        #expect((new.type, old.type) == (.create, .delete))
        #expect(new.before == nil && new.after != nil)
        #expect(old.before != nil && old.after == nil)
        #expect(created.changes.isEmpty && deleted.changes.isEmpty)
    }

    @Test func `says nothing where nothing differs`() throws {
        #expect(try self.draft(Plan(), Plan()) == nil)
        #expect(try self.draft(nil, nil) == nil)
    }

    @Test func `tells texts apart that Unicode takes for the same`() throws {
        let draft = try Event.Draft.change(
            of: Self.target,
            from: ["a": "\u{E9}"],
            to: ["a": "e\u{301}"]
        )
        #expect(draft?.changes.count == 1)
    }

    @Test func `tells a value that is no object as one field`() throws {
        let draft = try Event.Draft.change(of: Self.target, from: "a", to: "b")
        #expect(
            draft?.changes == [
                .init(field: "value", old: CanonicalJSON("a"), new: CanonicalJSON("b"))
            ]
        )
    }

    @Test func `records it with the actor of the task`() async throws {
        let fixture = RecorderFixture()
        let actor = Event.Actor(type: .user, id: "42")
        try await fixture.run {
            try await CaptureScope.$current.withValue(CaptureScope(actor: actor)) {
                try await fixture.recorder.change(of: Self.target, from: Plan(), to: Plan())
                try await fixture.recorder.change(of: Self.target, from: nil, to: Plan())
            }
        }
        #expect(fixture.ledger.sealed.map(\.header.action.name) == ["plan.create"])
        let who = fixture.ledger.sealed.first?.sections.who?.text ?? []
        #expect(String(decoding: who, as: UTF8.self).contains("\"id\":\"42\""))
    }

    @Test func `counts a value that cannot be encoded as lost`() async throws {
        let fixture = RecorderFixture()
        try await fixture.run {
            try await fixture.recorder.change(of: Self.target, from: nil, to: Failing())
        }
        #expect(fixture.total("trail_events_lost_total") == 1)
    }

    @Test func `fails on a value that cannot be encoded where it is strict`() async throws {
        let fixture = RecorderFixture { $0.strict = true }
        await #expect(throws: Failing.Failure.self) {
            try await fixture.recorder.change(of: Self.target, from: Failing(), to: nil)
        }
    }

    @Test func `tells of an update in which nothing differs where it is told to`() async throws {
        for skips in [true, false] {
            var capturing = CaptureConfiguration()
            capturing.skipsUnchanged = skips
            let fixture = RecorderFixture(capturing: capturing) { $0.wait = true }
            try await fixture.run {
                try await fixture.recorder.change(of: Self.target, from: Plan(), to: Plan())
            }
            #expect(fixture.ledger.sealed.count == (skips ? 0 : 1))
        }
    }
}
