/// Encodes into a ``JSONNode``.
struct JSONValueEncoder: Encoder {
    let node: JSONNode
    var codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(node: JSONNode, codingPath: [any CodingKey] = []) {
        self.node = node
        self.codingPath = codingPath
    }

    /// Encodes a value of any type.
    func encode(_ value: some Encodable) throws {
        if let known = JSON(known: value) {
            self.node.set(known)
        } else {
            try value.encode(to: self)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        self.node.beginObject()
        return KeyedEncodingContainer(JSONMembers(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        self.node.beginArray()
        return JSONElements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JSONSingleValue(encoder: self)
    }

    /// An encoder of the member `key`.
    func member(_ key: some CodingKey) -> JSONValueEncoder {
        JSONValueEncoder(
            node: self.node.member(key.stringValue),
            codingPath: self.codingPath + [key]
        )
    }

    /// An encoder of the next element.
    func element() -> JSONValueEncoder {
        JSONValueEncoder(node: self.node.element(), codingPath: self.codingPath)
    }
}

/// Encodes a value that is alone in its place.
private struct JSONSingleValue: SingleValueEncodingContainer {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { self.encoder.codingPath }

    func encodeNil() { self.encoder.node.set(.null) }
    func encode(_ value: Bool) { self.encoder.node.set(.bool(value)) }
    func encode(_ value: String) { self.encoder.node.set(.string(value)) }
    func encode(_ value: Double) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Float) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Int) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Int8) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Int16) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Int32) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Int64) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: Int128) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: UInt) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: UInt8) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: UInt16) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: UInt32) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: UInt64) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: UInt128) { self.encoder.node.set(JSON(number: value)) }
    func encode(_ value: some Encodable) throws { try self.encoder.encode(value) }
}
