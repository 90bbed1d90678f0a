/// What a MaxMind DB says of itself at its end: the format's "Database Metadata".
struct GeoMetadata {
    /// Bits of a record of the search tree.
    let recordSize: Int
    /// Nodes of the search tree.
    let nodeCount: Int
    /// The addresses that it knows: 4, or 6 for both.
    let addressVersion: Int
    /// What the database is called.
    let type: String
    /// When it was made, in seconds since 1970.
    let builtAt: UInt64
    /// Where the metadata begin, with their marker, and the data end.
    let place: Int

    /// How far from the end the metadata may begin.
    static let reach = 131_072
    /// What stands before the metadata.
    static let marker: [UInt8] = [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)

    /// Finds the metadata of a whole file.
    init(_ bytes: UnsafeRawBufferPointer) throws(GeoFault) {
        self.place = try Self.find(in: bytes)
        let section = bytes[(self.place + Self.marker.count)...]
        var decoder = GeoDecoder(UnsafeRawBufferPointer(rebasing: section))
        guard case .map(let members) = try decoder.value(at: 0),
            case .uint16(2) = members["binary_format_major_version"],
            case .uint16(let recordSize) = members["record_size"],
            case .uint32(let nodeCount) = members["node_count"],
            case .uint16(let version) = members["ip_version"],
            case .uint64(let builtAt) = members["build_epoch"],
            case .text(let type) = members["database_type"]
        else { throw .badMetadata }
        guard [24, 28, 32].contains(recordSize), [4, 6].contains(version), nodeCount > 0 else {
            throw .badMetadata
        }
        self.recordSize = Int(recordSize)
        self.nodeCount = Int(nodeCount)
        self.addressVersion = Int(version)
        self.type = type
        self.builtAt = builtAt
    }

    /// How many bytes the tree takes.
    ///
    /// - Throws: `GeoFault` where it and the zeros behind it do not fit before the metadata.
    func treeSize(in bytes: UnsafeRawBufferPointer) throws(GeoFault) -> Int {
        // At most 2^32 nodes of 8 bytes.
        let size = self.nodeCount * (self.recordSize / 4)
        guard size <= self.place - 16 else { throw .outOfBounds }
        guard bytes[size..<size + 16].allSatisfy({ $0 == 0 }) else { throw .noSeparator }
        return size
    }

    /// The place of the last marker within reach.
    private static func find(in bytes: UnsafeRawBufferPointer) throws(GeoFault) -> Int {
        var place = bytes.count - Self.marker.count
        while place >= 0, place >= bytes.count - Self.reach {
            if bytes[place] == Self.marker[0],
                bytes[place..<place + Self.marker.count].elementsEqual(Self.marker)
            {
                return place
            }
            place -= 1
        }
        throw .noMetadata
    }
}
