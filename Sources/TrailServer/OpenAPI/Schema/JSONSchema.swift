internal import Trail

/// A JSON Schema (draft 2020-12), as OpenAPI 3.1 has it.
///
/// It carries the named schemas that it refers to, so that none can be missing from a document.
struct JSONSchema: Sendable, Hashable {
    /// A member of an object.
    struct Field: Sendable, Hashable {
        let name: String
        let schema: JSONSchema
        let isRequired: Bool

        /// A member that is always there.
        init(_ name: String, _ schema: JSONSchema) {
            self.init(name: name, schema: schema, isRequired: true)
        }

        /// A member that may be absent.
        static func optional(_ name: String, _ schema: JSONSchema) -> Self {
            Self(name: name, schema: schema, isRequired: false)
        }

        private init(name: String, schema: JSONSchema, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    /// The keywords.
    private(set) var members: [String: JSON]
    /// The schemas it refers to, by name.
    private(set) var named: [String: JSON]

    /// A schema of these keywords, which needs what `parts` need.
    init(_ members: [String: JSON], parts: [JSONSchema] = []) {
        self.members = members
        self.named = parts.reduce(into: [:]) { named, part in
            named.merge(part.named) { first, _ in first }
        }
    }

    /// The schema as JSON.
    var json: JSON { .object(self.members) }

    /// The same schema under a name, where the document has it once.
    static func named(_ name: String, _ schema: JSONSchema) -> Self {
        var reference = Self(["$ref": .string("#/components/schemas/" + name)], parts: [schema])
        reference.named[name] = schema.json
        return reference
    }

    /// The schema with another keyword.
    func with(_ keyword: String, _ value: JSON) -> Self {
        var schema = self
        schema.members[keyword] = value
        return schema
    }

    /// The schema with a sentence about it.
    func described(_ sentence: String) -> Self { self.with("description", .string(sentence)) }

    /// The schema with an example.
    func example(_ value: JSON) -> Self { self.with("examples", [value]) }

    /// The schema, or null.
    var orNull: Self {
        guard case .string(let type) = self.members["type"] else { return .any(of: [self, .null]) }
        var schema = self.with("type", [.string(type), "null"])
        if case .array(let values) = self.members["enum"] {
            schema.members["enum"] = .array(values + [.null])
        }
        return schema
    }
}
