/// The members of an object that is being encoded.
struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { self.encoder.codingPath }

    private func set(_ value: JSON, _ key: Key) {
        self.encoder.node.member(key.stringValue).set(value)
    }

    func encodeNil(forKey key: Key) { self.set(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { self.set(.bool(value), key) }
    func encode(_ value: String, forKey key: Key) { self.set(.string(value), key) }
    func encode(_ value: Double, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Float, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Int, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Int8, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Int16, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Int32, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Int64, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: Int128, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: UInt, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: UInt8, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: UInt16, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: UInt32, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: UInt64, forKey key: Key) { self.set(JSON(number: value), key) }
    func encode(_ value: UInt128, forKey key: Key) { self.set(JSON(number: value), key) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try self.encoder.member(key).encode(value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        self.encoder.member(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        self.encoder.member(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { self.encoder.member(SuperKey()) }
    func superEncoder(forKey key: Key) -> any Encoder { self.encoder.member(key) }
}

/// The key under which a class encodes what it inherits.
private struct SuperKey: CodingKey {
    var stringValue: String { "super" }
    var intValue: Int? { nil }

    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}
