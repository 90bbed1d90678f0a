internal import TrailSQL

/// The places of the documents of a part, in order of time: ten bytes each, the time and the number
/// of the row within its segment.
enum PlaceList {
    private static let stride = 10

    /// The bytes for places that are in order of time.
    static func bytes(_ places: [EventPlace]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(places.count * Self.stride)
        for place in places {
            withUnsafeBytes(of: place.time.littleEndian) { bytes.append(contentsOf: $0) }
            let offset = UInt16(truncatingIfNeeded: place.sequence & Self.mask)
            withUnsafeBytes(of: offset.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// How many places there are.
    static func count(_ bytes: UnsafeRawBufferPointer) -> Int { bytes.count / Self.stride }

    /// The place of a document in the segment that begins with the row `first`.
    static func place(
        of document: Int,
        in bytes: UnsafeRawBufferPointer,
        first: Int64
    ) -> EventPlace {
        let start = document * Self.stride
        let time = bytes.loadUnaligned(fromByteOffset: start, as: Int64.self)
        let offset = bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt16.self)
        return EventPlace(
            time: Int64(littleEndian: time),
            sequence: first | Int64(UInt16(littleEndian: offset))
        )
    }

    private static let mask = Int64(1) << SegmentSpan.bits - 1
}
