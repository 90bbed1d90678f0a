#if Excel
extension WorkbookPackage {
    /// Where the parts are, by name.
    ///
    /// - Throws: ``Fault``.
    func directory() throws -> [String: Entry] {
        let tail = try self.tail(Self.piece).bytes
        let mark: [UInt8] = [0x50, 0x4B, 5, 6]
        let last = tail.indices.last { tail[$0...].starts(with: mark) }
        // Behind it there is no more than a comment, of which it tells the length.
        guard let end = last, try end + 22 + tail.number(at: end + 20, 2) == tail.count else {
            throw Fault()
        }
        var size = try tail.number(at: end + 12, 4)
        var offset = try tail.number(at: end + 16, 4)
        // A large file says it elsewhere, to which the twenty bytes before lead.
        if size == Self.elsewhere || offset == Self.elsewhere {
            let record = try self.bytes(at: try tail.number(at: end - 12, 8), 56)
            size = try record.number(at: 40, 8)
            offset = try record.number(at: 48, 8)
        }
        return try Self.entries(try self.bytes(at: offset, size))
    }

    /// What stands for a number that does not fit.
    private static let elsewhere = 0xFFFF_FFFF

    private static func entries(_ directory: [UInt8]) throws -> [String: Entry] {
        var entries: [String: Entry] = [:]
        var at = 0
        while at < directory.count {
            let name = try directory.number(at: at + 28, 2)
            let extra = try directory.number(at: at + 30, 2)
            let next = at + 46 + name + extra + (try directory.number(at: at + 32, 2))
            guard next <= directory.count else { throw Fault() }
            let start = at + 46
            entries[String(decoding: directory[start..<start + name], as: UTF8.self)] =
                try self.entry(
                    directory,
                    at,
                    extra: Array(directory[start + name..<start + name + extra])
                )
            at = next
        }
        return entries
    }

    private static func entry(_ directory: [UInt8], _ at: Int, extra: [UInt8]) throws -> Entry {
        // Its size before packing, its size, and where it is.
        var numbers = try [24, 20, 42].map { try directory.number(at: at + $0, 4) }
        var field = 0
        while field + 4 <= extra.count {
            // Those that do not fit stand one behind the other in the field 1.
            if try extra.number(at: field, 2) == 1 {
                var wide = field + 4
                for place in numbers.indices where numbers[place] == self.elsewhere {
                    numbers[place] = try extra.number(at: wide, 8)
                    wide += 8
                }
            }
            field += 4 + (try extra.number(at: field + 2, 2))
        }
        return Entry(size: numbers[1], header: numbers[2])
    }
}

extension [UInt8] {
    /// The number of so many bytes at a place, the lowest first.
    ///
    /// - Throws: ``WorkbookPackage/Fault`` beyond the end, and for a number that no file has.
    func number(at place: Int, _ count: Int) throws -> Int {
        guard place >= 0, place <= self.count - count else { throw WorkbookPackage.Fault() }
        let number = self[place..<place + count].reversed().reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        // Sums of a few of them stay within bounds.
        guard number < 1 << 60 else { throw WorkbookPackage.Fault() }
        return Int(number)
    }
}
#endif
