public import Trail

/// Archives in gzip format (RFC 1952), which every tool reads: about an eighth of the size.
public struct GzipCoding: ArchiveCoding {
    /// Archives in gzip format.
    public init() {}

    /// `.gz`.
    public var suffix: String { ".gz" }

    /// Compresses.
    ///
    /// - Throws: ``Trail/TrailError`` `overloaded` where there is no memory for it.
    public func encoder() throws -> any ArchiveStream { try GzipEncoder() }

    /// Undoes it.
    ///
    /// - Throws: ``Trail/TrailError`` `overloaded` where there is no memory for it.
    public func decoder() throws -> any ArchiveStream { try GzipDecoder() }
}
