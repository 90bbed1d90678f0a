internal import CZlib
internal import Trail

/// Compresses a stream of bytes as one gzip member (RFC 1952).
final class GzipEncoder: ArchiveStream {
    /// Enough for text that repeats itself as events do, at a fraction of the cost of the best.
    private static let level: Int32 = 3
    /// A window of 32 KiB, with the head of gzip instead of zlib's own.
    private static let windowBits: Int32 = 15 + 16
    private static let pieceSize = 65_536

    // zlib remembers where the stream is, so it may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var piece = [UInt8](repeating: 0, count: GzipEncoder.pieceSize)

    /// - Throws: ``TrailError`` `overloaded` where there is no memory for it.
    init() throws(TrailError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let begun = deflateInit2_(
            stream,
            Self.level,
            Z_DEFLATED,
            Self.windowBits,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard begun == Z_OK else {
            stream.deallocate()
            throw TrailError(.overloaded, "There is no memory to compress events.")
        }
        self.stream = stream
    }

    deinit {
        deflateEnd(self.stream)
        self.stream.deinitialize(count: 1)
        self.stream.deallocate()
    }

    /// Takes in `bytes`, and hands compressed ones to `output`.
    func add(_ bytes: [UInt8], to output: ([UInt8]) throws -> Void) throws {
        try self.deflate(bytes, Z_NO_FLUSH, output)
    }

    /// Ends the stream, and hands the rest to `output`.
    func finish(to output: ([UInt8]) throws -> Void) throws {
        try self.deflate([], Z_FINISH, output)
    }

    private func deflate(
        _ bytes: [UInt8],
        _ flush: Int32,
        _ output: ([UInt8]) throws -> Void
    ) throws {
        let stream = self.stream
        try bytes.withUnsafeBufferPointer { source in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            stream.pointee.avail_in = UInt32(source.count)
            // A piece that is not filled says that nothing is left to be said.
            repeat {
                let written = self.piece.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    _ = CZlib.deflate(stream, flush)
                    return target.count - Int(stream.pointee.avail_out)
                }
                if written > 0 { try output(Array(self.piece.prefix(written))) }
            } while stream.pointee.avail_out == 0
        }
    }
}
