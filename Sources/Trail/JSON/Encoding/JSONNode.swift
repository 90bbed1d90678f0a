/// A place in a value that is being encoded; containers of the same place share it.
final class JSONNode {
    private enum Content {
        case value(JSON)
        case object([String: JSONNode])
        case array([JSONNode])
    }

    private var content: Content?

    /// What has been encoded here; an empty object where nothing has, as `Encodable` prescribes.
    var json: JSON {
        switch self.content {
        case nil: .object([:])
        case .value(let value): value
        case .object(let members): .object(members.mapValues(\.json))
        case .array(let elements): .array(elements.map(\.json))
        }
    }

    /// How many elements an array here has.
    var count: Int {
        guard case .array(let elements) = self.content else { return 0 }
        return elements.count
    }

    func set(_ value: JSON) {
        self.content = .value(value)
    }

    func beginObject() {
        if case .object = self.content { return }
        self.content = .object([:])
    }

    func beginArray() {
        if case .array = self.content { return }
        self.content = .array([])
    }

    /// The place of a member; a key that is encoded twice keeps the last value.
    func member(_ key: String) -> JSONNode {
        let node = JSONNode()
        guard case .object(var members) = self.content else { return node }
        members[key] = node
        self.content = .object(members)
        return node
    }

    func element() -> JSONNode {
        let node = JSONNode()
        guard case .array(var elements) = self.content else { return node }
        elements.append(node)
        self.content = .array(elements)
        return node
    }
}
