/// Reads the values of a MaxMind DB: the format's "Data section", version 2.0.
///
/// Every byte is asked for within bounds, nesting is limited, and so is the number of values read
/// for one answer: whatever the bytes are, decoding ends soon with a value or a fault.
struct GeoDecoder {
    /// Where a value is: what its control bytes say.
    struct Item {
        let type: Kind
        /// Bytes of a plain value, members of a map, elements of an array, the value of a
        /// boolean, the target of a pointer.
        let size: Int
        /// Where the payload begins, and where a pointer ends.
        let start: Int
    }

    /// The data types of the format, by their numbers.
    enum Kind: Int {
        case pointer = 1
        case text, double, bytes, uint16, uint32, map, int32, uint64, uint128, array, cache, end
        case bool, float
    }

    /// How deep values may be nested.
    static let maximumDepth = 32
    /// How many values one answer may take; the largest records known have some hundreds.
    static let maximumItems = 16_384

    /// The section; pointers count from its beginning.
    let section: UnsafeRawBufferPointer
    private var items = 0

    /// A decoder of one answer.
    ///
    /// - Parameter section: Must outlive the decoder.
    init(_ section: UnsafeRawBufferPointer) {
        self.section = section
    }

    /// The value at `place`, or the one to which a pointer there leads.
    mutating func target(at place: Int) throws(GeoFault) -> Item {
        let item = try self.item(at: place)
        guard item.type == .pointer else { return item }
        let target = try self.item(at: item.size)
        guard target.type != .pointer else { throw .pointerToPointer }
        return target
    }

    /// The value at `place`, be it a pointer.
    mutating func item(at place: Int) throws(GeoFault) -> Item {
        self.items += 1
        guard self.items <= Self.maximumItems else { throw .tooMany }
        let control = Int(try self.number(at: place, count: 1))
        var start = place + 1
        var number = control >> 5
        if number == Kind.pointer.rawValue { return try self.pointer(control, at: start) }
        if number == 0 {
            number = 7 + Int(try self.number(at: start, count: 1))
            start += 1
            guard number > Kind.map.rawValue else { throw .unexpectedType }
        }
        guard let type = Kind(rawValue: number) else { throw .unexpectedType }
        var size = control & 0x1F
        if size > 28 {
            let count = size - 28
            size = [29, 285, 65_821][count - 1] + Int(try self.number(at: start, count: count))
            start += count
        }
        return Item(type: type, size: size, start: start)
    }

    private func pointer(_ control: Int, at start: Int) throws(GeoFault) -> Item {
        let count = (control >> 3 & 3) + 1
        let rest = Int(try self.number(at: start, count: count))
        let high = control & 7
        let target =
            switch count {
            case 1: high << 8 | rest
            case 2: (high << 16 | rest) + 2_048
            case 3: (high << 24 | rest) + 526_336
            default: rest
            }
        return Item(type: .pointer, size: target, start: start + count)
    }

    /// The place behind the value at `place`, with all that it holds.
    mutating func end(ofValueAt place: Int, depth: Int = 0) throws(GeoFault) -> Int {
        guard depth < Self.maximumDepth else { throw .tooDeep }
        let item = try self.item(at: place)
        let count: Int
        switch item.type {
        case .pointer, .bool, .cache, .end: return item.start
        case .map: count = item.size * 2
        case .array: count = item.size
        default:
            guard item.size <= self.section.count - item.start else { throw .outOfBounds }
            return item.start + item.size
        }
        var place = item.start
        for _ in 0..<count { place = try self.end(ofValueAt: place, depth: depth + 1) }
        return place
    }

    /// The bytes of a plain value.
    func payload(of item: Item) throws(GeoFault) -> UnsafeRawBufferPointer {
        guard item.start <= self.section.count, item.size <= self.section.count - item.start
        else { throw .outOfBounds }
        return UnsafeRawBufferPointer(rebasing: self.section[item.start..<item.start + item.size])
    }

    /// The unsigned integer that the `count` bytes at `place` are, the highest first.
    func number(at place: Int, count: Int) throws(GeoFault) -> UInt128 {
        guard place >= 0, place <= self.section.count, count <= self.section.count - place else {
            throw .outOfBounds
        }
        var number: UInt128 = 0
        for byte in self.section[place..<place + count] { number = number << 8 | UInt128(byte) }
        return number
    }
}
