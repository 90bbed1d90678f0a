internal import Trail

extension JSONSchema {
    /// Any JSON.
    static let anything = Self([:])
    /// JSON null.
    static let null = Self(["type": "null"])
    /// A text.
    static let text = Self(["type": "string"])
    /// A flag.
    static let flag = Self(["type": "boolean"])
    /// A number.
    static let number = Self(["type": "number"])
    /// A whole number from 0.
    static let count = Self(["type": "integer", "minimum": 0])

    /// A text of so many characters.
    static func text(_ length: ClosedRange<Int>) -> Self {
        Self([
            "type": "string",
            "minLength": .integer(Int64(length.lowerBound)),
            "maxLength": .integer(Int64(length.upperBound)),
        ])
    }

    /// A text in a format.
    static func text(format: String) -> Self {
        Self(["type": "string", "format": .string(format)])
    }

    /// A text that a regular expression describes.
    static func text(pattern: String) -> Self {
        Self(["type": "string", "pattern": .string(pattern)])
    }

    /// A whole number within a range.
    static func whole(_ range: ClosedRange<Int64>) -> Self {
        Self([
            "type": "integer",
            "minimum": .integer(range.lowerBound),
            "maximum": .integer(range.upperBound),
        ])
    }

    /// One of several texts.
    static func choice(_ values: [String]) -> Self {
        Self(["type": "string", "enum": .array(values.map { .string($0) })])
    }

    /// One of the values of an enumeration.
    static func choice<Value>(of type: Value.Type) -> Self
    where Value: RawRepresentable<String> & CaseIterable {
        .choice(Value.allCases.map(\.rawValue))
    }

    /// One of several numbers.
    static func numbers(_ values: [Int]) -> Self {
        Self(["type": "integer", "enum": .array(values.map { .integer(Int64($0)) })])
    }

    /// A list.
    static func list(of element: JSONSchema, atMost count: Int? = nil) -> Self {
        let list = Self(["type": "array", "items": element.json], parts: [element])
        return count.map { list.with("maxItems", .integer(Int64($0))) } ?? list
    }

    /// An object whose members have any names.
    static func map(of value: JSONSchema) -> Self {
        Self(["type": "object", "additionalProperties": value.json], parts: [value])
    }

    /// An object with these members and no others.
    static func object(_ fields: [Field]) -> Self {
        let properties = fields.map { ($0.name, $0.schema.json) }
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        var members: [String: JSON] = [
            "type": "object",
            "additionalProperties": false,
            "properties": .object(Dictionary(properties, uniquingKeysWith: { $1 })),
        ]
        if !required.isEmpty { members["required"] = .array(required) }
        return Self(members, parts: fields.map(\.schema))
    }

    /// What one of the schemas at least describes.
    static func any(of schemas: [JSONSchema]) -> Self {
        Self(["anyOf": .array(schemas.map(\.json))], parts: schemas)
    }

    /// What exactly one of the schemas describes.
    static func one(of schemas: [JSONSchema]) -> Self {
        Self(["oneOf": .array(schemas.map(\.json))], parts: schemas)
    }
}
