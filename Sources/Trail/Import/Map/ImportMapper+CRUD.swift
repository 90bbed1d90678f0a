extension ImportMapper {
    /// What a row of the seed's `CRUDEvent` says.
    func crud(_ fields: SeedFields) throws -> Event.Draft {
        let type: CRUDDetail.EventType = try fields.oneOf("event_type")
        let row = try fields.text("object_json_repr").flatMap(SeedSnapshot.row)
        guard let model = try row?.model ?? self.contentType(fields) else {
            throw EventError("content_type", .missing)
        }
        var detail = CRUDDetail(type, model: model)
        if type == .delete { detail.before = row?.fields } else { detail.after = row?.fields }
        let changes = try fields.text("changed_fields")
        let user = try fields.text("user_pk_as_string")
        return Event.Draft(
            .crud(detail),
            actor: Self.actor(id: try user ?? fields.key("user")),
            targets: [
                Event.Target(
                    type: model,
                    id: try fields.key("object_id"),
                    label: try fields.text("object_repr")
                )
            ],
            changes: changes.map { SeedSnapshot.changes($0, type) } ?? []
        )
    }

    /// The name of the model that a content type stands for; by its number where nothing says
    /// more.
    func contentType(_ fields: SeedFields) throws -> String? {
        switch fields.value("content_type") {
        case .null: return nil
        case .integer(let number):
            let name = try self.lookup.value(of: String(number), in: .contentType)
            return name ?? "content_type_\(number)"
        case .array(let parts):
            // A natural key: the app and the model.
            guard parts.count == 2, let app = parts[0].text, let model = parts[1].text,
                !model.isEmpty
            else { throw EventError("content_type", .expected("a key")) }
            return app.isEmpty ? model : "\(app).\(model)"
        default: throw EventError("content_type", .expected("a key"))
        }
    }
}
