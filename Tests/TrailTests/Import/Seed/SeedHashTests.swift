import Testing

@testable import Trail

@Suite struct SeedHashTests {
    private let fields: [String: JSON] = [
        "content_type": 15, "event_type": 1, "object_id": "1", "remote_ip": nil,
        "user_pk_as_string": "1",
    ]
    private let id = "c5948474-151b-49cd-ac3b-6037b7e902af"
    private let hex = "d7c7a77e29980f0b382446cbf01c0a63c5d302e114173f2a39bb10c4aef32860"

    @Test func `computes the hash that the original has computed`() throws {
        let hash = try #require(SeedHash(.crud, id: self.id, fields: self.fields))
        #expect(hash.hex(at: "2026-11-21 02:38:40.118744+00:00") == self.hex)
    }

    @Test func `finds the microseconds that a dump has cut off`() throws {
        let hash = try #require(SeedHash(.crud, id: self.id, fields: self.fields))
        let cut = try SeedTime("2026-11-21T02:38:40.118Z", zone: nil, field: "datetime")
        #expect(hash.offset(of: self.hex, at: cut) == 744)
        let exact = try SeedTime("2026-11-21 02:38:40.118744", zone: .utc, field: "datetime")
        #expect(hash.offset(of: self.hex, at: exact) == 0)
        let other = try SeedTime("2026-11-21 02:38:40.118745", zone: .utc, field: "datetime")
        #expect(hash.offset(of: self.hex, at: other) == nil)
    }

    @Test func `is none for a row that lacks what it is taken over`() {
        var fields = self.fields
        fields["content_type"] = ["shop", "order"]
        #expect(SeedHash(.crud, id: self.id, fields: fields) == nil)
    }

    @Test func `writes JSON as Python does`() {
        let value: JSON = ["b": ["é😀\u{7F}\"\\\n", nil, true], "a": 1]
        #expect(
            PythonJSON.text(value)
                == #"{"a": 1, "b": ["\u00e9\ud83d\ude00\u007f\"\\\n", null, true]}"#
        )
    }

    @Test(arguments: [
        ("2026-11-21T02:38:40Z", "2026-11-21 02:38:40+00:00", false),
        ("2026-11-21T02:38:40.118Z", "2026-11-21 02:38:40.118000+00:00", true),
        ("2026-11-21 02:38:40.118744+00:00", "2026-11-21 02:38:40.118744+00:00", false),
        ("2026-11-21T04:38:40.118+02:00", "2026-11-21 02:38:40.118000+00:00", true),
    ])
    func `reads times as the seeds write them`(text: String, printed: String, isCut: Bool) throws {
        let time = try SeedTime(text, zone: nil, field: "datetime")
        #expect(time.text(advancedBy: 0) == printed)
        #expect(time.isTruncated == isCut)
    }

    @Test func `guesses no time zone`() throws {
        #expect(throws: EventError.self) {
            try SeedTime("2026-07-01 12:00:00", zone: nil, field: "datetime")
        }
        let zone = ImportZone { _ in .seconds(7_200) }
        let time = try SeedTime("2026-07-01 12:00:00", zone: zone, field: "datetime")
        #expect(time.time.description == "2026-07-01T10:00:00.000000Z")
        #expect(time.text(advancedBy: 0) == "2026-07-01 12:00:00")
    }
}
