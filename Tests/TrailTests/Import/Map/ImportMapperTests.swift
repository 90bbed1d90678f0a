import MerkleLog
import Testing
import TrailTesting

@testable import Trail

@Suite struct ImportMapperTests {
    private func metadata(_ event: EncodedEvent) throws -> [String: JSON] {
        let what = try #require(event.sections.what?.text)
        guard case .object(let members) = CanonicalJSON(canonical: what).value,
            case .object(let metadata) = members["metadata"],
            case .object(let origin) = metadata["imported_from"]
        else { return [:] }
        return origin
    }

    @Test func `a changed row keeps its id, its time to the microsecond and its hash`() throws {
        let mapped = try ImportSample.map(ImportSample.crud)
        let header = mapped.event.header
        #expect(mapped.integrity == .verified)
        #expect(header.id.description == "c5948474-151b-49cd-ac3b-6037b7e902af")
        #expect(header.occurredAt.description == "2026-11-21T02:38:40.118744Z")
        #expect(header.isImported)
        #expect(header.action.name == "shop_order.create")
        let who = ImportSample.text(mapped.event.sections.who)
        #expect(who == #"{"credential":"import","id":"1","type":"user","verified":true}"#)
        let origin = try self.metadata(mapped.event)
        #expect(origin["model"] == "activitylog.crudevent")
        #expect(origin["integrity"] == "verified")
        #expect(origin["pk"] == "c5948474-151b-49cd-ac3b-6037b7e902af")
        #expect(ImportSample.text(mapped.event.sections.what).contains(#""batch":3"#))
    }

    @Test func `password hashes in old rows are masked`() throws {
        let what = ImportSample.text(try ImportSample.map(ImportSample.crud).event.sections.what)
        #expect(what.contains("[masked: password]"))
        #expect(!what.contains("pbkdf2"))
    }

    @Test func `a row that was altered is imported, marked, and its user is a claim`() throws {
        let altered = ImportSample.crud.replacing(#""event_type": 1"#, with: #""event_type": 3"#)
        let mapped = try ImportSample.map(altered)
        #expect(mapped.integrity == .mismatch)
        #expect(try self.metadata(mapped.event)["integrity"] == "mismatch")
        #expect(ImportSample.text(mapped.event.sections.who).contains(#""verified":false"#))
        // Without the microseconds that only the hash can tell.
        #expect(mapped.event.header.occurredAt.description == "2026-11-21T02:38:40.118000Z")
    }

    @Test func `a row whose hash was taken away is not taken for intact`() throws {
        let row = ImportSample.event(.login, ["login_type": 0, "user": 2], hash: false)
        let mapped = try ImportSample.map(row)
        #expect(mapped.integrity == .missing)
        #expect(ImportSample.text(mapped.event.sections.who).contains(#""verified":false"#))
    }

    @Test func `who a request was of stays a claim, for any token was believed`() throws {
        for row in ImportSample.rows where row.fields["user"] == 2 || row.fields["user"] == 1 {
            let mapped = try ImportSample.map(row)
            #expect(mapped.integrity == .verified)
            let isLogin = mapped.event.header.kind == .login
            let who = ImportSample.text(mapped.event.sections.who)
            #expect(who.contains("\"verified\":\(isLogin)"))
        }
    }

    @Test func `a list of addresses is no address, and kept`() throws {
        let mapped = try ImportSample.map(ImportSample.rows[2])
        #expect(mapped.event.sections.where == nil)
        guard case .object(let kept) = try self.metadata(mapped.event)["fields"] else {
            Issue.record("no fields are kept")
            return
        }
        #expect(kept["remote_ip"] == "203.0.113.9, 10.0.0.1")
        #expect(kept["user"] == 2)
        #expect(ImportSample.text(mapped.event.sections.what).contains(#""duration_us":12500"#))
    }

    @Test func `a request whose status was never recorded has not failed`() throws {
        #expect(try ImportSample.map(ImportSample.rows[3]).event.header.outcome == .success)
        #expect(try ImportSample.map(ImportSample.rows[2]).event.header.outcome == .failure)
    }

    @Test func `associations keep their numbers and keys`() throws {
        let what = ImportSample.text(try ImportSample.map(ImportSample.rows[6]).event.sections.what)
        #expect(what.contains(#""changes":[{"field":"editors","new":[1,2]}]"#))
        #expect(what.contains(#""event_type":6,"model":"content_type_15""#))
    }

    @Test func `a visit has its session's user agent, and not the key of the session`() throws {
        let event = try ImportSample.map(ImportSample.activity).event
        #expect(event.header.kind == .page)
        #expect(ImportSample.text(event.sections.where).contains("Mozilla/5.0 (X11; Linux x86_64)"))
        let who = ImportSample.text(event.sections.who)
        #expect(who.contains(#""session":"django-"#))
        for section in [event.sections.who, event.sections.where, event.sections.what] {
            #expect(!ImportSample.text(section).contains(#""s1""#))
        }
    }

    @Test func `an action of the mixin is one, with its target's model`() throws {
        let event = try ImportSample.map(ImportSample.action).event
        #expect(event.header.kind == .action)
        #expect(event.header.outcome == .failure)
        let what = ImportSample.text(event.sections.what)
        #expect(what.contains(#""targets":[{"id":"31","type":"blog.post"}]"#))
    }

    @Test func `ids of numbered rows are always the same, and those of two sites differ`() throws {
        let one = try ImportSample.map(ImportSample.activity).event.header.id
        #expect(try ImportSample.map(ImportSample.activity).event.header.id == one)
        #expect(one.description == "f490a766-dba1-8375-80ea-992f10d46ff9")
        let other = try ImportSample.map(ImportSample.activity, source: "other").event.header.id
        #expect(other != one)
    }

    @Test func `the same row is a repetition of itself`() throws {
        for row in ImportSample.rows {
            let one = try ImportSample.map(row).event
            let again = try ImportSample.map(row).event
            #expect(again.repeats(one.header, one.sections))
        }
    }

    @Test(arguments: [
        (#"{"path": ""}"#, "path: This field is required."),
        (#"{"date": null}"#, "date: This field is required."),
        (#"{"date": "yesterday"}"#, "date: Expected: a date-time."),
        (
            #"{"date": "2016-12-29T07:35:22.571"}"#,
            "date: Expected: a time with an offset, or a time zone for it."
        ),
        (#"{"user": {}}"#, "user: Expected: a key."),
    ])
    func `says why a row can be no event`(change: String, sentence: String) throws {
        var row = try ImportRow(parsing: Array(ImportSample.activity.utf8))
        guard case .object(let changed) = try CanonicalJSON(parsing: Array(change.utf8)).value
        else { return }
        row.fields.merge(changed) { $1 }
        #expect(throws: EventError.self) { try ImportSample.map(row) }
        do {
            _ = try ImportSample.map(row)
        } catch {
            #expect("\(error)" == sentence)
        }
    }

    @Test func `a row cannot say what only Trail says of its ledger`() {
        let fields: [String: JSON] = [
            "event_name": "events_lost", "severity": "ERROR", "category": "recording",
        ]
        let row = ImportSample.event(.system, fields)
        #expect(throws: EventError.self) { try ImportSample.map(row) }
    }

    @Test func `the time of an imported event is its own, however old it is`() throws {
        let event = ImportSample.sealed(try ImportSample.map(ImportSample.activity).event)
        #expect(event.time.description == "2016-12-29T07:35:22.571000Z")
        #expect(EventColumns(of: event).time == event.time.microseconds)
        let data = String(decoding: LeafData.bytes(of: event), as: UTF8.self)
        #expect(data.contains(#","imported":true,"kind":"page","#))
    }
}
