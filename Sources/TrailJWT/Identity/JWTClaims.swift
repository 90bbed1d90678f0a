public import Trail

/// The claims of a token.
public struct JWTClaims: Sendable, Hashable {
    /// The claims by name.
    public let members: [String: JSON]

    /// How deep claims may be nested.
    private static let depth = 16

    /// Claims.
    public init(_ members: [String: JSON]) {
        self.members = members
    }

    /// The claim called `name`.
    public subscript(name: String) -> JSON? { self.members[name] }

    /// The claim called `path` or, where there is none, the one that dotted words lead to:
    /// `realm_access.roles` is the member `roles` of the claim `realm_access`.
    public func value(at path: String) -> JSON? {
        if let value = self.members[path] { return value }
        var value = JSON.object(self.members)
        for name in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard case .object(let members) = value, let next = members[String(name)] else {
                return nil
            }
            value = next
        }
        return value
    }

    /// The texts of the claim at `path`: those of an array of texts, or the words of a text, as
    /// OAuth has it; `nil` for anything else.
    public func texts(at path: String) -> [String]? {
        switch self.value(at: path) {
        case .string(let text): return text.split(separator: " ").map(String.init)
        case .array(let elements): return Self.texts(elements)
        default: return nil
        }
    }

    /// The texts of an array that holds nothing else.
    static func texts(_ elements: [JSON]) -> [String]? {
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { return nil }
            texts.append(text)
        }
        return texts
    }
}

extension JWTClaims {
    /// Reads the payload of a token.
    init(parsing bytes: [UInt8]) throws(JWTRefusal) {
        var members: [String: JSON] = [:]
        do {
            var reader = JSONReader(bytes, depth: Self.depth)
            try reader.object(orThrow: { $0 }) { (key, reader) throws(JSONError) in
                members[key] = try Self.value(&reader, in: bytes)
            }
            try reader.expectEnd()
        } catch {
            throw .malformed
        }
        self.init(members)
    }

    /// Reads a claim; an integer too long for 64 bits keeps its digits, for it may be an id.
    private static func value(
        _ reader: inout JSONReader,
        in bytes: [UInt8]
    ) throws(JSONError) -> JSON {
        var ahead = reader
        guard let first = reader.peek(), first == UInt8(ascii: "-") || Self.isDigit(first) else {
            return try reader.freeValue()
        }
        let text = bytes[try ahead.skip()]
        guard text.dropFirst().allSatisfy(Self.isDigit) else { return try reader.freeValue() }
        reader = ahead
        let digits = String(decoding: text, as: UTF8.self)
        return Int64(digits).map { .integer($0) } ?? .digits(digits)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
