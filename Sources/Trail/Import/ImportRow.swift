/// A row of another log, by the names that a dump has for its fields, wherever it was read.
package struct ImportRow: Sendable, Hashable {
    /// The row's model, as `app.model` in lower case.
    package var model: String
    /// Its primary key; null where it has none yet.
    package var key: JSON
    /// Its fields.
    package var fields: [String: JSON]

    package init(model: String, key: JSON, fields: [String: JSON]) {
        self.model = model
        self.key = key
        self.fields = fields
    }

    /// How deep a row may be nested: deeper than any event, so that the reason for refusing one
    /// is the field's.
    private static let depth = 64

    /// Parses an object of a dump.
    ///
    /// - Throws: ``EventError`` with a field of `dump`, `model` or `fields`.
    package init(parsing object: [UInt8]) throws(EventError) {
        var reader = JSONReader(object, depth: Self.depth)
        var model: String?
        var key = JSON.null
        var fields: [String: JSON]?
        do throws(JSONError) {
            try reader.object(orThrow: { $0 }) { (name, reader) throws(JSONError) in
                switch name {
                case "model" where reader.peek() == UInt8(ascii: "\""):
                    model = try reader.string()
                case "pk": key = try reader.freeValue()
                case "fields" where reader.peek() == UInt8(ascii: "{"):
                    guard case .object(let members) = try reader.freeValue() else { return }
                    fields = members
                default: try reader.skip()
                }
            }
            try reader.expectEnd()
        } catch {
            throw EventError("dump", error)
        }
        guard let model else { throw EventError("model", .missing) }
        guard let fields else { throw EventError("fields", .missing) }
        self.init(model: model.lowercased(), key: key, fields: fields)
    }

    /// The model that an object of a dump says it is of; `nil` where it says none.
    package static func model(of object: [UInt8]) -> String? {
        var reader = JSONReader(object, depth: self.depth)
        var model: String?
        // Only looked for: what is wrong with the object is said when it is parsed.
        try? reader.object(orThrow: { $0 }) { (name, reader) throws(JSONError) in
            guard name == "model", reader.peek() == UInt8(ascii: "\"") else {
                try reader.skip()
                return
            }
            model = try reader.string()
        }
        return model?.lowercased()
    }

    /// The primary key as text: digits of a number, a UUID with its dashes.
    package var keyText: String {
        switch self.key {
        case .integer(let number): String(number)
        case .string(let text): Self.dashed(text) ?? text
        case .null: "null"
        default: String(decoding: CanonicalJSON(self.key).bytes, as: UTF8.self)
        }
    }

    /// A UUID with its dashes, of one that a table holds without them; `nil` for other texts.
    package static func dashed(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count == 32 else { return nil }
        let parts = [bytes[..<8], bytes[8..<12], bytes[12..<16], bytes[16..<20], bytes[20...]]
        return EventID(parts.joined(separator: "-".utf8).map { $0 })?.description
    }
}
