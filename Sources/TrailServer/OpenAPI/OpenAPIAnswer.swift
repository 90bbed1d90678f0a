internal import HTTPTypes
internal import Trail

/// What an operation answers when nothing goes wrong.
struct OpenAPIAnswer: Sendable, Hashable {
    let status: Int
    let summary: String
    var contents: [OpenAPIContent] = []
    /// The header fields that matter, and what they say.
    var headers: [String: String] = [:]

    /// The answer as JSON.
    var json: JSON {
        var members: [String: JSON] = ["description": .string(self.summary)]
        if !self.contents.isEmpty { members["content"] = OpenAPIContent.json(self.contents) }
        if !self.headers.isEmpty {
            members["headers"] = .object(
                self.headers.mapValues { summary in
                    ["description": .string(summary), "schema": JSONSchema.text.json]
                }
            )
        }
        return .object(members)
    }
}
