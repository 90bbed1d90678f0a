internal import Trail

/// A parameter of an operation.
struct OpenAPIParameter: Sendable, Hashable {
    /// Where it stands.
    enum Place: String, Sendable, Hashable {
        case query, path, header
    }

    let name: String
    let place: Place
    let schema: JSONSchema
    let summary: String
    /// The name under which the document has it once, for all operations that take it.
    let component: String?
    /// Whether it must be there.
    private(set) var isRequired = false

    /// The parameter, which must be there.
    var required: Self {
        var parameter = self
        parameter.isRequired = true
        return parameter
    }

    /// A parameter of the query.
    static func query(
        _ name: String,
        _ schema: JSONSchema,
        _ summary: String,
        component: String? = nil
    ) -> Self {
        Self(name: name, place: .query, schema: schema, summary: summary, component: component)
    }

    /// A part of the path.
    static func path(_ name: String, _ schema: JSONSchema, _ summary: String) -> Self {
        Self(name: name, place: .path, schema: schema, summary: summary, component: nil)
    }

    /// A header field.
    static func header(
        _ name: String,
        _ schema: JSONSchema,
        _ summary: String,
        component: String? = nil
    ) -> Self {
        Self(name: name, place: .header, schema: schema, summary: summary, component: component)
    }

    /// The parameter as JSON.
    var json: JSON {
        var members: [String: JSON] = [
            "name": .string(self.name),
            "in": .string(self.place.rawValue),
            "description": .string(self.summary),
            "schema": self.schema.json,
        ]
        if self.place == .path || self.isRequired { members["required"] = true }
        if self.place == .query, self.schema.members["type"] == "array" {
            members["explode"] = false
        }
        return .object(members)
    }

    /// The parameter as an operation has it.
    var reference: JSON {
        guard let component else { return self.json }
        return ["$ref": .string("#/components/parameters/" + component)]
    }
}
