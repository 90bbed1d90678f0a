internal import Trail

/// What the text of a client asks: other filters, another place, or both.
struct WebSocketRequest: Sendable, Hashable {
    /// The filters, as fields of a query; `nil` for those that are in force.
    let filter: [FormField]?
    /// Behind which place to begin; `nil` for where it is.
    let after: String?

    /// Reads a text.
    ///
    /// - Throws: ``Problem`` 400 with everything that is wrong.
    init(_ text: String) throws(Problem) {
        var body = try ObjectBody(Array(text.utf8))
        self.after =
            switch body.take("after") {
            case nil: nil
            case .string(let text): text
            case .integer(let index): String(index)
            default: body.refuse("after", "The index of an event is expected, or start.")
            }
        self.filter =
            switch body.take("filter") {
            case nil: nil
            case .object(let members): Self.fields(members, &body)
            default: body.refuse("filter", "An object is expected, a member for each filter.")
            }
        if self.after == nil, self.filter == nil { body.require("filter") }
        try body.finish()
    }

    private static func fields(_ members: [String: JSON], _ body: inout ObjectBody) -> [FormField] {
        members.sorted { $0.key < $1.key }.compactMap { member -> FormField? in
            let name = member.key
            switch member.value {
            case .string(let text): return FormField(name: name, value: text)
            case .integer(let number): return FormField(name: name, value: String(number))
            case .bool(let flag): return FormField(name: name, value: flag ? "true" : "false")
            default: return body.refuse(name, "A text, a number or a flag is expected.")
            }
        }
    }
}
