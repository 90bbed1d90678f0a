/// Something that can look up nodes of a tree: memory, tiles in a database, tiles over HTTP.
///
/// A proof asks once for all the nodes it needs, so an implementation can fetch them together.
/// It need not check what it reads: a proof made of wrong hashes does not verify.
public protocol HashReader: Sendable {
    /// The hashes of the nodes at `coordinates`, in that order.
    ///
    /// Throws if one of them is not a complete node of the tree.
    func hashes(at coordinates: [NodeCoordinate]) async throws -> [Hash]
}

extension TreeFrontier {
    /// Reads the frontier, and with it the root, that the tree had at its first `size` leaves.
    ///
    /// - Throws: whatever `reader` throws, ``TreeError`` if it gives too few hashes.
    public init(size: UInt64, reader: some HashReader) async throws {
        let roots = try await reader.hashes(at: NodeCoordinate.covering(0..<size))
        try self.init(size: size, roots: roots)
    }
}
