extension GeoDecoder {
    /// The value at `place`, with all that it holds.
    mutating func value(at place: Int) throws(GeoFault) -> GeoValue {
        var place = place
        return try self.value(readAt: &place, depth: 0)
    }

    /// Reads the value at `place`, which is then behind it.
    private mutating func value(
        readAt place: inout Int,
        depth: Int
    ) throws(GeoFault) -> GeoValue {
        guard depth < Self.maximumDepth else { throw .tooDeep }
        let item = try self.item(at: place)
        place = item.start
        switch item.type {
        case .pointer:
            var target = item.size
            guard try self.item(at: target).type != .pointer else { throw .pointerToPointer }
            return try self.value(readAt: &target, depth: depth + 1)
        case .map:
            var members: [String: GeoValue] = [:]
            for _ in 0..<item.size {
                guard case .text(let name) = try self.value(readAt: &place, depth: depth + 1)
                else { throw .unexpectedType }
                members[name] = try self.value(readAt: &place, depth: depth + 1)
            }
            return .map(members)
        case .array:
            var elements: [GeoValue] = []
            for _ in 0..<item.size {
                elements.append(try self.value(readAt: &place, depth: depth + 1))
            }
            return .array(elements)
        case .bool: return .bool(try Self.flag(item))
        case .cache: return .cache
        case .end: return .end
        default:
            place += item.size
            return try self.plain(item)
        }
    }

    /// The value of an item that holds no others.
    private func plain(_ item: Item) throws(GeoFault) -> GeoValue {
        switch item.type {
        case .text: .text(try self.text(of: item))
        case .bytes: .bytes(Array(try self.payload(of: item)))
        case .double: .double(try self.double(of: item))
        case .float: .float(Float(bitPattern: UInt32(try self.exactly(4, item))))
        case .uint16: .uint16(UInt16(try self.atMost(2, item)))
        case .uint32: .uint32(UInt32(try self.atMost(4, item)))
        case .uint64: .uint64(UInt64(try self.atMost(8, item)))
        case .uint128: .uint128(try self.atMost(16, item))
        case .int32: .int32(Int32(truncatingIfNeeded: try self.atMost(4, item)))
        default: throw .unexpectedType
        }
    }

    /// The text of an item.
    func text(of item: Item) throws(GeoFault) -> String {
        guard item.type == .text else { throw .unexpectedType }
        guard let text = String(validating: try self.payload(of: item), as: UTF8.self) else {
            throw .notUTF8
        }
        return text
    }

    /// The double of an item.
    func double(of item: Item) throws(GeoFault) -> Double {
        guard item.type == .double else { throw .unexpectedType }
        return Double(bitPattern: UInt64(try self.exactly(8, item)))
    }

    /// The member called `name` of the map `item`; `nil` where it has none.
    mutating func member(_ name: StaticString, of item: Item) throws(GeoFault) -> Item? {
        guard item.type == .map else { throw .unexpectedType }
        var place = item.start
        for _ in 0..<item.size {
            let key = try self.target(at: place)
            guard key.type == .text else { throw .unexpectedType }
            let text = try self.payload(of: key)
            place = try self.end(ofValueAt: place)
            if name.withUTF8Buffer({ text.elementsEqual($0) }) { return try self.target(at: place) }
            place = try self.end(ofValueAt: place)
        }
        return nil
    }

    private static func flag(_ item: Item) throws(GeoFault) -> Bool {
        guard item.size <= 1 else { throw .wrongSize }
        return item.size == 1
    }

    private func atMost(_ count: Int, _ item: Item) throws(GeoFault) -> UInt128 {
        guard item.size <= count else { throw .wrongSize }
        return try self.number(at: item.start, count: item.size)
    }

    private func exactly(_ count: Int, _ item: Item) throws(GeoFault) -> UInt128 {
        guard item.size == count else { throw .wrongSize }
        return try self.number(at: item.start, count: item.size)
    }
}
