import MerkleLog
@testable import Trail

/// Rows in the seeds' shapes, written by hand, and what they are mapped with.
enum ImportSample {
    /// Facts of other tables.
    struct Lookup: ImportLookup {
        var agents: [String: String] = ["s1": "Mozilla/5.0 (X11; Linux x86_64)"]
        var types: [String: String] = ["7": "blog.post"]

        func add(_ value: String, for key: String, in table: ImportTable) {}

        func value(of key: String, in table: ImportTable) -> String? {
            table == .userAgent ? self.agents[key] : self.types[key]
        }
    }

    static func mapper(source: String = "django") throws -> ImportMapper {
        ImportMapper(
            source: source,
            tenant: try TenantID("acme"),
            zone: nil,
            leakGuard: .standard,
            lookup: Lookup()
        )
    }

    static func map(_ json: String, source: String = "django") throws -> ImportMapper.Mapped {
        let row = try ImportRow(parsing: Array(json.utf8))
        guard let model = SeedModel(label: row.model) else {
            throw EventError("model", .unknown)
        }
        return try self.mapper(source: source).map(row, model)
    }

    /// The event in a ledger.
    static func sealed(_ event: EncodedEvent) -> SealedEvent {
        SealedEvent(
            index: 0,
            recordedAt: Timestamp(microseconds: 1_800_000_000_000_000),
            leaf: .emptyTree,
            header: event.header,
            sections: event.sections
        )
    }

    /// The text of a section.
    static func text(_ section: Section?) -> String {
        String(decoding: section?.text ?? [], as: UTF8.self)
    }

    /// A row of each model, with the hash that the original computes where it has one.
    static let crud = #"""
        {"model": "activitylog.crudevent", "pk": "c5948474-151b-49cd-ac3b-6037b7e902af", "fields": {
        "event_type": 1, "object_id": "1", "content_type": 15, "object_repr": "N1",
        "object_json_repr": "[{\"model\": \"shop.order\", \"pk\": 1, \"fields\": {\"number\": \"N1\", \"total\": \"9.50\", \"password\": \"pbkdf2_sha256$1000000$abc$def\"}}]",
        "changed_fields": null, "user": 1, "user_pk_as_string": "1", "remote_ip": null,
        "browser": null, "platform": null, "operating_system": null,
        "user_agent": "python-requests/2.34.2", "latitude": null, "longitude": null, "city": null,
        "country": null, "country_code": null, "extra_data": {"batch": 3},
        "datetime": "2026-11-21T02:38:40.118Z",
        "integrity_hash": "d7c7a77e29980f0b382446cbf01c0a63c5d302e114173f2a39bb10c4aef32860"}}
        """#

    /// A row of `model`, an event of the seed, with a hash that fits, as its table holds it.
    static func event(
        _ kind: Event.Kind,
        _ own: [String: JSON],
        hash: Bool = true
    ) -> ImportRow {
        let id = "11111111-2222-4333-8444-555555555555"
        var fields = own
        fields["datetime"] = "2025-03-01T10:00:00.000120Z"
        for name in ["remote_ip", "browser", "platform", "operating_system"] {
            fields[name] = fields[name] ?? ""
        }
        if hash, let seedHash = SeedHash(kind, id: id, fields: fields) {
            fields["integrity_hash"] = .string(
                seedHash.hex(at: "2025-03-01 10:00:00.000120+00:00")
            )
        }
        return ImportRow(model: SeedModel.label(of: kind), key: .string(id), fields: fields)
    }

    static func map(_ row: ImportRow) throws -> ImportMapper.Mapped {
        guard let model = SeedModel(label: row.model) else {
            throw EventError("model", .unknown)
        }
        return try self.mapper().map(row, model)
    }

    static let activity = #"""
        {"model": "djaffar.activity", "pk": 12, "fields": {"user": 3, "session": "s1",
        "ip_address": "203.0.113.9", "date": "2016-12-29T07:35:22.571Z", "path": "/cart/",
        "referer": "https://shop.example/"}}
        """#

    static let action = #"""
        {"model": "useractivity.activitylog", "pk": 5, "fields": {"actor": 2,
        "action_type": "Update", "action_time": "2022-06-28T18:19:13.004Z",
        "remarks": "User: bob", "status": "Failed", "data": {}, "content_type": 7, "object_id": 31}}
        """#

    static let rows = [
        Self.event(
            .login,
            ["login_type": 2, "username": "ghost", "user": nil, "session_key": nil]
        ),
        Self.event(.login, ["login_type": 0, "username": "bob", "user": 2]),
        Self.event(
            .request,
            [
                "url": "/a/", "method": "GET", "query_string": "q=1", "user": 2,
                "response_status": 404, "response_time_ms": 12.5, "request_body_size": 0,
                "response_body_size": 77, "remote_ip": "203.0.113.9, 10.0.0.1",
            ]
        ),
        Self.event(.request, ["url": "/b/", "method": "GET", "query_string": "", "user": nil]),
        Self.event(
            .cors,
            [
                "url": "https://app.example/dash?x=1", "method": "POST", "query_string": "",
                "origin": "https://app.example", "allowed": true, "user": 1,
            ]
        ),
        Self.event(
            .system,
            [
                "event_name": "disk_full", "severity": "CRITICAL", "category": "server",
                "message": "The disk is full", "source": "worker", "traceback": nil,
                "extra_data": ["a", 1],
            ]
        ),
        Self.event(
            .crud,
            [
                "event_type": 6, "object_id": "4", "content_type": 15, "object_repr": "T",
                "object_json_repr": nil, "changed_fields": "{\"editors\": [1, 2]}",
                "user": nil, "user_pk_as_string": "9",
            ]
        ),
        Self.event(
            .crud,
            [
                "event_type": 2, "object_id": "4", "content_type": 15, "object_repr": "T",
                "object_json_repr": "no json", "changed_fields": "{\"title\": [\"a\", \"None\"]}",
                "user": nil, "user_pk_as_string": "",
            ]
        ),
        Self.event(
            .crud,
            [
                "event_type": 11, "object_id": "4", "content_type": 15, "object_repr": "T",
                "changed_fields": "[]", "user": nil, "user_pk_as_string": "",
            ]
        ),
    ]
}
