/// A database that knows where addresses are: a file in MaxMind DB format 2.0.
///
/// Databases of cities, such as GeoLite2 City, and of countries alone are understood. The file is
/// mapped, not read: opening takes no time and memory holds what is looked up. Replace it by
/// renaming another over it, as `geoipupdate` does; one that is overwritten in place answers
/// nothing until it is opened anew.
public final class GeoDatabase: Sendable {
    /// What the database is called: `GeoLite2-City`.
    public let type: String
    /// When it was made, in seconds since 1970.
    public let builtAt: UInt64

    let file: MappedFile
    private let tree: GeoTree
    /// Where the values are, between tree and metadata.
    private let data: Range<Int>

    /// Opens the file at `path`.
    ///
    /// - Throws: ``GeoDatabaseError`` where it cannot be read or is no such database.
    public init(path: String) throws(GeoDatabaseError) {
        let file = try MappedFile(path: path)
        do throws(GeoFault) {
            let (metadata, tree, data) = try file.read { bytes throws(GeoFault) in
                let metadata = try GeoMetadata(bytes)
                let size = try metadata.treeSize(in: bytes)
                let tree = try GeoTree(
                    recordSize: metadata.recordSize,
                    nodeCount: metadata.nodeCount,
                    version: metadata.addressVersion,
                    in: UnsafeRawBufferPointer(rebasing: bytes[..<size])
                )
                return (metadata, tree, size + 16..<metadata.place)
            }
            self.type = metadata.type
            self.builtAt = metadata.builtAt
            self.file = file
            self.tree = tree
            self.data = data
        } catch {
            throw GeoDatabaseError(path: path, "is no MaxMind database of format 2: \(error)")
        }
    }

    /// Where `address` is; `nil` where the database does not know, or is damaged there.
    public func place(of address: IPAddress) -> Event.Geo? {
        // A damaged record says nothing, and so does a file that has changed.
        try? self.lookUp(address)
    }

    /// Where `address` is.
    ///
    /// - Throws: What is wrong with the record, or that the file has changed.
    func lookUp(_ address: IPAddress) throws(GeoFault) -> Event.Geo? {
        try self.read(address) { decoder, place throws(GeoFault) in
            try Event.Geo(&decoder, at: place)
        }
    }

    /// All that the database says of `address`.
    package func record(of address: IPAddress) -> GeoValue? {
        // As for places.
        try? self.read(address) { decoder, place throws(GeoFault) in
            try decoder.value(at: place)
        }
    }

    private func read<Value>(
        _ address: IPAddress,
        _ body: (inout GeoDecoder, Int) throws(GeoFault) -> Value?
    ) throws(GeoFault) -> Value? {
        try self.file.read { bytes throws(GeoFault) in
            let tree = UnsafeRawBufferPointer(rebasing: bytes[..<(self.data.lowerBound - 16)])
            guard let place = try self.tree.record(of: address, in: tree) else { return nil }
            var decoder = GeoDecoder(UnsafeRawBufferPointer(rebasing: bytes[self.data]))
            return try body(&decoder, place)
        }
    }
}
