internal import Trail

/// JSON bodies that hold one value or an array of them.
enum JSONText {
    /// The most elements of an array; longer ones are for NDJSON, which is streamed.
    static let maximumElements = 10_000

    /// Where the elements of an array are, each to be read on its own.
    ///
    /// - Throws: ``Problem`` 400 where the text is not one JSON array or has too many elements.
    static func elements(of text: [UInt8]) throws(Problem) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var reader = JSONReader(text, depth: Self.depth)
        do throws(JSONError) {
            try reader.array(orThrow: { $0 }) { (_, reader) throws(JSONError) in
                ranges.append(try reader.skip())
            }
            try reader.expectEnd()
        } catch {
            throw Problem(error)
        }
        guard ranges.count <= Self.maximumElements else {
            throw Problem(
                .invalidInput,
                "An array may hold at most \(Self.maximumElements) events; send more as NDJSON."
            )
        }
        return ranges
    }

    /// Whether the text is an array, by its first byte.
    static func isArray(_ text: [UInt8]) -> Bool {
        text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == UInt8(ascii: "[")
    }

    /// How deep elements may be nested here: what an event may hold is decided where it is read.
    private static let depth = 128
}

extension Problem {
    /// What a client is told of JSON that cannot be read.
    ///
    /// The error names the place and holds nothing of the text.
    init(_ error: JSONError) {
        self.init(.malformed, "The JSON cannot be read: \(error).")
    }
}
