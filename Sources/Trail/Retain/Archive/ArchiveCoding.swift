/// How the lines of an archive become the bytes of its file: as they are, or compressed.
///
/// Trail itself knows only ``PlainCoding``; the server has one that compresses.
public protocol ArchiveCoding: Sendable {
    /// What the names of its files end with, behind `.ndjson`.
    var suffix: String { get }

    /// Turns lines into a file.
    func encoder() throws -> any ArchiveStream

    /// Turns a file into lines.
    func decoder() throws -> any ArchiveStream
}

/// Turns bytes into others, a piece at a time; for one file and one task.
public protocol ArchiveStream: AnyObject {
    /// Takes in `bytes`, and hands what becomes of them to `output`, in pieces of bounded size.
    ///
    /// - Throws: ``ArchiveError`` `damaged` for what cannot be decoded; what `output` throws.
    func add(_ bytes: [UInt8], to output: ([UInt8]) throws -> Void) throws

    /// Ends the stream, and hands the rest to `output`.
    ///
    /// - Throws: ``ArchiveError`` `damaged` where what was to be decoded is not complete.
    func finish(to output: ([UInt8]) throws -> Void) throws
}

/// Lines as they are.
public struct PlainCoding: ArchiveCoding {
    /// Lines as they are.
    public init() {}

    /// Nothing.
    public var suffix: String { "" }

    /// Changes nothing.
    public func encoder() -> any ArchiveStream { Stream() }

    /// Changes nothing.
    public func decoder() -> any ArchiveStream { Stream() }

    private final class Stream: ArchiveStream {
        func add(_ bytes: [UInt8], to output: ([UInt8]) throws -> Void) throws {
            try output(bytes)
        }

        func finish(to output: ([UInt8]) throws -> Void) throws {}
    }
}
