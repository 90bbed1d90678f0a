/// Paths of tiles and entry bundles (C2SP tlog-tiles): `tile/0/x001/x234/067.p/5`.
extension TileCoordinate {
    /// Reads the path of a hash tile.
    ///
    /// Strict: only the one spelling that ``path`` prints is accepted.
    /// - Throws: ``TileError/malformedPath``.
    public init(path: String) throws(TileError) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8),
            let level = Self.number(parts[1]), level <= UInt64(Self.maximumLevel)
        else { throw .malformedPath }
        try self.init(level: Int(level), position: parts.dropFirst(2))
        guard self.path.utf8.elementsEqual(path.utf8) else { throw .malformedPath }
    }

    /// Reads the path of an entry bundle, which stands beside the level 0 tile of same place.
    ///
    /// Strict: only the one spelling that ``entriesPath`` prints is accepted.
    /// - Throws: ``TileError/malformedPath``.
    public init(entriesPath path: String) throws(TileError) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8),
            parts[1].elementsEqual("entries".utf8)
        else { throw .malformedPath }
        try self.init(level: 0, position: parts.dropFirst(2))
        guard self.entriesPath.utf8.elementsEqual(path.utf8) else { throw .malformedPath }
    }

    /// The path of the hash tile below the log's prefix.
    public var path: String { "tile/\(self.level)/\(self.position)" }

    /// The path of the entry bundle of the same index and width; of use on level 0 only.
    public var entriesPath: String { "tile/entries/\(self.position)" }

    private var position: String {
        var groups = [Self.padded(self.index % 1000)]
        var rest = self.index / 1000
        while rest > 0 {
            groups.append("x" + Self.padded(rest % 1000))
            rest /= 1000
        }
        let place = groups.reversed().joined(separator: "/")
        return self.isFull ? place : "\(place).p/\(self.width)"
    }

    private static func padded(_ group: UInt64) -> String {
        let digits = String(group)
        return String(repeating: "0", count: 3 - digits.utf8.count) + digits
    }
}

extension TileCoordinate {
    /// Reads index and width; leaves it to the caller to compare with the canonical spelling.
    private init(
        level: Int,
        position: some BidirectionalCollection<Substring.UTF8View>
    ) throws(TileError) {
        var groups = Array(position)
        var width = UInt64(Self.fullWidth)
        let suffix = ".p".utf8
        if groups.count >= 2, groups[groups.count - 2].suffix(2).elementsEqual(suffix) {
            guard let partial = Self.number(groups.removeLast()),
                (1..<UInt64(Self.fullWidth)).contains(partial)
            else { throw .malformedPath }
            width = partial
            groups[groups.count - 1].removeLast(suffix.count)
        }
        var index: UInt64 = 0
        for group in groups {
            guard let value = Self.number(group.suffix(3)) else { throw .malformedPath }
            let (shifted, isTooLarge) = index.multipliedReportingOverflow(by: 1000)
            let (sum, overflows) = shifted.addingReportingOverflow(value)
            guard !isTooLarge, !overflows else { throw .malformedPath }
            index = sum
        }
        self.init(trustedLevel: level, index: index, width: Int(width))
    }

    /// The value of one to three decimal digits.
    private static func number(_ text: Substring.UTF8View) -> UInt64? {
        guard (1...3).contains(text.count) else { return nil }
        var value: UInt64 = 0
        for character in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
            value = value * 10 + UInt64(character - UInt8(ascii: "0"))
        }
        return value
    }
}
