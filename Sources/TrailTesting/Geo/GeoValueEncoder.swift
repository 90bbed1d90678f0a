package import Trail

/// Writes values as the data section of a MaxMind DB has them.
package struct GeoValueEncoder: Sendable {
    /// What was written.
    package private(set) var bytes: [UInt8] = []
    private var places: [GeoValue: Int] = [:]

    /// An encoder that has written nothing.
    package init() {}

    /// Writes `value` at the end, or a pointer to it where it was written before.
    package mutating func append(_ value: GeoValue) {
        switch value {
        case .text(let text) where text.utf8.count > 2: self.appendShared(value)
        case .map, .array: self.appendShared(value)
        default: self.write(value)
        }
    }

    private mutating func appendShared(_ value: GeoValue) {
        guard let place = self.places[value] else {
            self.places[value] = self.bytes.count
            return self.write(value)
        }
        self.appendPointer(to: place)
    }

    /// Where `value` is; it is written where it was not yet.
    package mutating func place(of value: GeoValue) -> Int {
        if let place = self.places[value] { return place }
        let place = self.bytes.count
        self.places[value] = place
        self.write(value)
        return place
    }

    /// Writes a pointer of `size` bytes, or of as few as will do.
    package mutating func appendPointer(to place: Int, size: Int? = nil) {
        let bases = [0, 2_048, 526_336]
        let least = [2_048, 526_336, 134_744_064].firstIndex { place < $0 } ?? 3
        let count = size.map { $0 - 1 } ?? least
        let value = count == 3 ? place : place - bases[count]
        let high = count == 3 ? 0 : value >> (8 * (count + 1))
        self.bytes.append(UInt8(0x20 | count << 3 | high))
        self.appendNumber(UInt128(value), count + 1)
    }

    private mutating func write(_ value: GeoValue) {
        switch value {
        case .text(let text): self.plain(2, Array(text.utf8))
        case .double(let number):
            self.control(3, 8)
            self.appendNumber(UInt128(number.bitPattern), 8)
        case .bytes(let bytes): self.plain(4, bytes)
        case .uint16(let number): self.unsigned(5, UInt128(number))
        case .uint32(let number): self.unsigned(6, UInt128(number))
        case .map(let members):
            self.control(7, members.count)
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                self.append(.text(name))
                self.append(value)
            }
        case .int32(let number): self.unsigned(8, UInt128(UInt32(bitPattern: number)))
        case .uint64(let number): self.unsigned(9, UInt128(number))
        case .uint128(let number): self.unsigned(10, number)
        case .array(let elements):
            self.control(11, elements.count)
            for element in elements { self.append(element) }
        case .cache: self.control(12, 0)
        case .end: self.control(13, 0)
        case .bool(let flag): self.control(14, flag ? 1 : 0)
        case .float(let number):
            self.control(15, 4)
            self.appendNumber(UInt128(number.bitPattern), 4)
        }
    }

    private mutating func plain(_ type: Int, _ payload: [UInt8]) {
        self.control(type, payload.count)
        self.bytes += payload
    }

    /// An integer, without the zeros before it.
    private mutating func unsigned(_ type: Int, _ number: UInt128) {
        let count = (128 - number.leadingZeroBitCount + 7) / 8
        self.control(type, count)
        self.appendNumber(number, count)
    }

    private mutating func control(_ type: Int, _ size: Int) {
        let bases = [29, 285, 65_821]
        let count = bases.lastIndex { size >= $0 }.map { $0 + 1 } ?? 0
        let field = UInt8(count == 0 ? size : 28 + count)
        self.bytes.append(type < 8 ? UInt8(type << 5) | field : field)
        if type > 7 { self.bytes.append(UInt8(type - 7)) }
        if count > 0 { self.appendNumber(UInt128(size - bases[count - 1]), count) }
    }

    private mutating func appendNumber(_ number: UInt128, _ count: Int) {
        for place in (0..<count).reversed() {
            self.bytes.append(UInt8(truncatingIfNeeded: number >> UInt128(8 * place)))
        }
    }
}
