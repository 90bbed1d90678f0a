internal import Trail

/// A body of one media type.
struct OpenAPIContent: Sendable, Hashable {
    /// The media type, without parameters.
    let type: String
    let schema: JSONSchema
    var example: JSON?

    /// A body of this type.
    init(_ type: String, _ schema: JSONSchema, example: JSON? = nil) {
        self.type = String(type.prefix { $0 != ";" })
        self.schema = schema
        self.example = example
    }

    /// A JSON body.
    static func json(_ schema: JSONSchema, example: JSON? = nil) -> Self {
        Self("application/json", schema, example: example)
    }

    /// Several as JSON, by their media types.
    static func json(_ contents: [Self]) -> JSON {
        let members = contents.map { content in
            var members: [String: JSON] = ["schema": content.schema.json]
            members["example"] = content.example
            return (content.type, JSON.object(members))
        }
        return .object(Dictionary(members, uniquingKeysWith: { $1 }))
    }
}
