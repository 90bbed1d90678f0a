import Testing

@testable import Trail

@Suite struct RevealedFieldsTests {
    private static let token =
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    private func draft(_ row: [String: JSON], revealing fields: [String]) -> Event.Draft {
        var detail = CRUDDetail(.update, model: "user")
        detail.before = CanonicalJSON(.object(row))
        detail.after = CanonicalJSON(.object(row))
        var draft = Event.Draft(.crud(detail))
        draft.changes = row.sorted { $0.key < $1.key }.map { field, value in
            Event.Change(field: field, old: CanonicalJSON(value), new: CanonicalJSON(value))
        }
        draft.revealed = RevealedFields(Set(fields.map { Array($0.utf8) }))
        return draft
    }

    @Test func `a revealed field is left alone whatever it looks like`() {
        let draft = self.draft(
            [
                "password": "open", "iban": "GB82WEST12345698765432", "card": 4_111_111_111_111_111,
                "jwt": .string(Self.token), "a\"b": .string(Self.token),
                "token": ["password": "nested"],
            ],
            revealing: ["password", "iban", "card", "jwt", "a\"b", "token"]
        )
        #expect(LeakGuard.standard.enrich(draft) == draft)
    }

    @Test func `fields beside it are masked as ever`() {
        let draft = self.draft(
            ["password": "open", "secret": "x", "data": ["password": "deep"]],
            revealing: ["password"]
        )
        let masked = LeakGuard.standard.enrich(draft)
        guard case .crud(let detail) = masked.detail else { return }
        let expected: CanonicalJSON = [
            "password": "open", "secret": "[masked: secret]",
            "data": ["password": "[masked: password]"],
        ]
        #expect(detail.before == expected)
        #expect(detail.after == expected)
        #expect(
            masked.changes.first { $0.field == "secret" }?.new == CanonicalJSON("[masked: secret]")
        )
        #expect(masked.changes.first { $0.field == "password" }?.new == CanonicalJSON("open"))
    }

    @Test func `a name is told apart to the byte`() {
        let draft = self.draft(["pass\u{E9}_token": "x"], revealing: ["passe\u{301}_token"])
        #expect(LeakGuard.standard.enrich(draft) != draft)
    }

    @Test func `only a row change has any, and only its rows`() {
        var draft = self.draft(["password": "open"], revealing: ["password"])
        draft.metadata = ["password": "other"]
        draft.actor = Event.Actor(type: .user, id: "1", name: "password=hunter2")
        let masked = LeakGuard.standard.enrich(draft)
        #expect(masked.metadata == ["password": "[masked: password]"])
        #expect(masked.actor?.name == "password=[masked: password]")
        var system = SystemDetail(.error, category: "a", eventName: "b", message: "c")
        system.facts = ["password": "x"]
        draft.detail = .system(system)
        guard case .system(let detail) = LeakGuard.standard.enrich(draft).detail else { return }
        #expect(detail.facts == ["password": "[masked: password]"])
    }

    @Test func `targets are left alone where they consist of such fields`() {
        var draft = Event.Draft(
            .crud(CRUDDetail(.create, model: "key")),
            targets: [Event.Target(type: "key", id: Self.token, label: Self.token)]
        )
        var revealed = RevealedFields([])
        draft.revealed = revealed
        #expect(LeakGuard.standard.enrich(draft).targets[0].id == "[masked: jwt]")
        revealed.ids = true
        draft.revealed = revealed
        #expect(LeakGuard.standard.enrich(draft).targets[0].id == Self.token)
        #expect(LeakGuard.standard.enrich(draft).targets[0].label == "[masked: jwt]")
        revealed.labels = true
        draft.revealed = revealed
        #expect(LeakGuard.standard.enrich(draft) == draft)
    }

    @Test func `nothing that comes in from elsewhere can reveal anything`() throws {
        let text = #"{"kind":"crud","what":{"detail":{"event_type":1,"model":"m"}}}"#
        #expect(try Event.Draft(parsing: Array(text.utf8)).revealed == nil)
        for altered in [
            "{" + #""revealed":["a"],"# + text.dropFirst(),
            text.replacing(#""model":"m""#, with: #""model":"m","revealed":["a"]"#),
            text.replacing(#""detail""#, with: #""revealed":["a"],"detail""#),
        ] {
            #expect(throws: EventError.self) { try Event.Draft(parsing: Array(altered.utf8)) }
        }
    }

    // MARK: - Masked names of fields

    @Test func `fields whose masked names are the same stay different`() throws {
        var draft = Event.Draft(.crud(CRUDDetail(.update, model: "m")))
        draft.changes = [Self.token, "[masked: jwt]", Self.token + "x", "plain"].map {
            Event.Change(field: $0, old: CanonicalJSON(1), new: CanonicalJSON(2))
        }
        let masked = try #require(LeakGuard.standard.masked(draft, within: EventLimits()))
        #expect(
            masked.changes.map(\.field) == [
                "[masked: jwt 2]", "[masked: jwt]", "[masked: jwt 3]", "plain",
            ]
        )
        try EventLimits().check(masked)
        #expect(LeakGuard.standard.enrich(masked) == masked)
    }

    @Test func `they do within the length that a field had, too`() throws {
        var draft = Event.Draft(.crud(CRUDDetail(.update, model: "m")))
        draft.changes = (0..<12).map { number in
            Event.Change(
                field: Self.token + "\(number)",
                old: CanonicalJSON(1),
                new: CanonicalJSON(2)
            )
        }
        var tight = DraftMasker(masker: TextMasker(judge: LeakRules().judge, values: .all))
        tight.isTight = true
        let masked = try #require(tight.masked(draft))
        #expect(Set(masked.changes.map(\.field)).count == 12)
        for (one, other) in zip(masked.changes, draft.changes) {
            #expect(one.field.utf8.count <= other.field.utf8.count)
        }
    }
}
