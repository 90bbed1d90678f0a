import Trail

@testable import TrailServer

/// Holds JSON against the schemas of an OpenAPI document, as far as that uses JSON Schema.
struct SchemaCheck {
    let document: JSON

    /// What is wrong with `value`, a sentence each.
    func faults(of value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
        guard case .object(let keywords) = self.resolved(schema) else { return [] }
        return keywords.flatMap { keyword, argument -> [String] in
            switch keyword {
            case "type": self.type(value, argument, place)
            case "enum": argument.elements.contains(value) ? [] : ["\(place): not in the enum"]
            case "const": argument == value ? [] : ["\(place): not the constant"]
            case "anyOf", "oneOf": self.alternatives(value, argument.elements, keyword, place)
            case "items": self.items(value, argument, place)
            case "properties", "additionalProperties": []
            case "required": self.required(value, argument, place)
            default: self.bounds(value, keyword, argument, place)
            }
        } + self.members(value, keywords, place)
    }

    /// What a reference refers to, or the schema itself.
    func resolved(_ schema: JSON) -> JSON {
        guard let reference = schema["$ref"].text else { return schema }
        return reference.split(separator: "/").dropFirst().reduce(self.document) { $0[String($1)] }
    }

    private func type(_ value: JSON, _ type: JSON, _ place: String) -> [String] {
        let types = type.text.map { [$0] } ?? type.elements.compactMap(\.text)
        let own =
            switch value {
            case .null: ["null"]
            case .bool: ["boolean"]
            case .integer: ["integer", "number"]
            case .double, .digits: ["number"]
            case .string, .bytes: ["string"]
            case .array: ["array"]
            case .object: ["object"]
            }
        return types.contains(where: own.contains) ? [] : ["\(place): \(own[0]), not \(types)"]
    }

    private func alternatives(
        _ value: JSON,
        _ schemas: [JSON],
        _ keyword: String,
        _ place: String
    ) -> [String] {
        let faults = schemas.map { self.faults(of: value, $0, at: place) }
        let fitting = faults.filter(\.isEmpty).count
        if fitting == 1 || keyword == "anyOf" && fitting > 0 { return [] }
        let nearest = faults.min { $0.count < $1.count } ?? []
        return fitting > 1 ? ["\(place): \(fitting) of \(keyword)"] : nearest
    }

    private func items(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
        value.elements.enumerated().flatMap { number, element in
            self.faults(of: element, schema, at: "\(place)[\(number)]")
        }
    }

    private func required(_ value: JSON, _ names: JSON, _ place: String) -> [String] {
        guard case .object(let members) = value else { return [] }
        return names.elements.compactMap(\.text).filter { members[$0] == nil }
            .map { "\(place): \($0) is missing" }
    }

    private func members(
        _ value: JSON,
        _ keywords: [String: JSON],
        _ place: String
    ) -> [String] {
        guard case .object(let members) = value else { return [] }
        let properties = keywords["properties"] ?? [:]
        return members.flatMap { name, member -> [String] in
            if properties[name] != .null {
                return self.faults(of: member, properties[name], at: "\(place).\(name)")
            }
            switch keywords["additionalProperties"] {
            case .bool(false): return ["\(place): \(name) is not described"]
            case .some(let schema): return self.faults(of: member, schema, at: "\(place).\(name)")
            case nil: return []
            }
        }
    }

    private func bounds(
        _ value: JSON,
        _ keyword: String,
        _ argument: JSON,
        _ place: String
    ) -> [String] {
        let bound = argument.number ?? 0
        let holds =
            switch (keyword, value) {
            case ("minimum", .integer(let number)): number >= bound
            case ("maximum", .integer(let number)): number <= bound
            case ("minItems", .array(let elements)): elements.count >= bound
            case ("maxItems", .array(let elements)): elements.count <= bound
            case ("minLength", .string(let text)): text.unicodeScalars.count >= bound
            case ("maxLength", .string(let text)): text.unicodeScalars.count <= bound
            case ("pattern", .string(let text)):
                (try? Regex(argument.text ?? "").wholeMatch(in: text)) ?? nil != nil
            case ("format", .string(let text)): Self.has(text, format: argument.text)
            default: true
            }
        return holds ? [] : ["\(place): not \(keyword) \(argument)"]
    }

    private static func has(_ text: String, format: String?) -> Bool {
        switch format {
        case "uuid": EventID(text) != nil
        case "date-time": Timestamp(text) != nil
        default: true
        }
    }
}
