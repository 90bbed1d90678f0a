/// Finds the few places of a text where a secret may be, so that nothing else is looked at.
///
/// Three bytes are looked up in a table each; what they have in common says what begins there. No
/// branch depends on the text until something is found, which takes less than a nanosecond a byte.
struct LeakAnchors: Sendable {
    /// What may begin at a place.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt8

        /// `=` or `:`, which stand behind names.
        static let pair = Self(rawValue: 1)
        /// `@` or `>`, which stand behind users and tags.
        static let mark = Self(rawValue: 2)
        /// A space and a quote, or two dashes.
        static let opening = Self(rawValue: 4)
        /// `%` and a hexadecimal digit.
        static let escape = Self(rawValue: 8)
        /// What a known sort of secret begins with, in four groups.
        static let prefix = Self(rawValue: 0xF0)
        /// Everything.
        static let all = Self(rawValue: 0xFF)
    }

    private let tables: [UInt8]

    /// The anchors of all that is known.
    static let standard = LeakAnchors()

    private init() {
        var tables = [UInt8](repeating: 0, count: 3 * 256)
        func add(_ kinds: Kinds, _ bytes: [[UInt8]]) {
            for (row, choices) in bytes.enumerated() {
                for byte in choices { tables[row * 256 + Int(byte)] |= kinds.rawValue }
            }
        }
        let any = Array(UInt8.min...UInt8.max)
        add(.pair, [Array("=:".utf8), any, any])
        add(.mark, [Array("@>".utf8), any, any])
        add(.opening, [Array(" -".utf8), Array("\"'`-".utf8), any])
        add(.escape, [[UInt8(ascii: "%")], any.filter(ASCII.isHexadecimal), any])
        for (place, prefix) in SecretPrefix.starts.enumerated() {
            let bytes = Array(prefix.utf8)
            add(Kinds(rawValue: 16 << UInt8(place % 4)), bytes.map { [$0] })
        }
        for word in ["bea", "bas"] {
            let bytes = word.utf8.map { [$0, $0 & 0xDF] }
            add(Kinds(rawValue: 128), bytes)
        }
        self.tables = tables
    }

    /// The first place from `start` on where one of `kinds` may begin; `nil` where there is none.
    func next(
        of kinds: Kinds,
        from start: Int,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        self.tables.withUnsafeBufferPointer { tables in
            var place = start
            while place + 10 <= bytes.count {
                var found: UInt8 = 0
                for offset in 0..<8 {
                    found |= Self.kinds(tables, bytes, place &+ offset)
                }
                if found & kinds.rawValue != 0 { break }
                place &+= 8
            }
            while place + 2 < bytes.count {
                if Self.kinds(tables, bytes, place) & kinds.rawValue != 0 { return place }
                place &+= 1
            }
            while place < bytes.count {
                if self.kinds(at: place, in: bytes).isDisjoint(with: kinds) == false {
                    return place
                }
                place &+= 1
            }
            return nil
        }
    }

    /// What may begin at `place`.
    func kinds(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Kinds {
        var kinds: UInt8 = 0xFF
        for row in 0..<3 {
            let byte = place + row < bytes.count ? bytes[place + row] : 0
            kinds &= self.tables[row * 256 + Int(byte)]
        }
        return Kinds(rawValue: kinds)
    }

    @inline(__always)
    private static func kinds(
        _ tables: UnsafeBufferPointer<UInt8>,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ place: Int
    ) -> UInt8 {
        tables[Int(bytes[place])] & tables[256 &+ Int(bytes[place &+ 1])]
            & tables[512 &+ Int(bytes[place &+ 2])]
    }
}
