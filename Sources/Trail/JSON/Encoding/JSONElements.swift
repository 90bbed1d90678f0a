/// The elements of an array that is being encoded.
struct JSONElements: UnkeyedEncodingContainer {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { self.encoder.codingPath }
    var count: Int { self.encoder.node.count }

    private func append(_ value: JSON) {
        self.encoder.node.element().set(value)
    }

    func encodeNil() { self.append(.null) }
    func encode(_ value: Bool) { self.append(.bool(value)) }
    func encode(_ value: String) { self.append(.string(value)) }
    func encode(_ value: Double) { self.append(JSON(number: value)) }
    func encode(_ value: Float) { self.append(JSON(number: value)) }
    func encode(_ value: Int) { self.append(JSON(number: value)) }
    func encode(_ value: Int8) { self.append(JSON(number: value)) }
    func encode(_ value: Int16) { self.append(JSON(number: value)) }
    func encode(_ value: Int32) { self.append(JSON(number: value)) }
    func encode(_ value: Int64) { self.append(JSON(number: value)) }
    func encode(_ value: Int128) { self.append(JSON(number: value)) }
    func encode(_ value: UInt) { self.append(JSON(number: value)) }
    func encode(_ value: UInt8) { self.append(JSON(number: value)) }
    func encode(_ value: UInt16) { self.append(JSON(number: value)) }
    func encode(_ value: UInt32) { self.append(JSON(number: value)) }
    func encode(_ value: UInt64) { self.append(JSON(number: value)) }
    func encode(_ value: UInt128) { self.append(JSON(number: value)) }
    func encode(_ value: some Encodable) throws { try self.encoder.element().encode(value) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        self.encoder.element().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        self.encoder.element().unkeyedContainer()
    }

    func superEncoder() -> any Encoder { self.encoder.element() }
}
