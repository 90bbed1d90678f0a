internal import CZlib
internal import Trail

/// Reads back what ``GzipEncoder`` wrote, a piece at a time.
final class GzipDecoder: ArchiveStream {
    private static let windowBits: Int32 = 15 + 16
    private static let pieceSize = 65_536

    // zlib remembers where the stream is, so it may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var piece = [UInt8](repeating: 0, count: GzipDecoder.pieceSize)
    /// Whether the end of the stream was reached, and its check sum was right.
    private var isComplete = false

    /// - Throws: ``TrailError`` `overloaded` where there is no memory for it.
    init() throws(TrailError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else {
            stream.deallocate()
            throw TrailError(.overloaded, "There is no memory to read compressed events.")
        }
        self.stream = stream
    }

    deinit {
        inflateEnd(self.stream)
        self.stream.deinitialize(count: 1)
        self.stream.deallocate()
    }

    /// Takes in compressed bytes, and hands what they were to `output`, in pieces of at most 64 KiB.
    ///
    /// - Throws: ``ArchiveError`` `damaged` for what is not gzip, and for bytes behind its end;
    ///   what `output` throws.
    func add(_ bytes: [UInt8], to output: ([UInt8]) throws -> Void) throws {
        let stream = self.stream
        try bytes.withUnsafeBufferPointer { source in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                guard !self.isComplete else {
                    if stream.pointee.avail_in == 0 { return }
                    throw ArchiveError.damaged("something follows the compressed text")
                }
                var status = Z_OK
                let written = self.piece.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    status = CZlib.inflate(stream, Z_NO_FLUSH)
                    return target.count - Int(stream.pointee.avail_out)
                }
                self.isComplete = status == Z_STREAM_END
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw ArchiveError.damaged("the compressed text is damaged")
                }
                if written > 0 { try output(Array(self.piece.prefix(written))) }
            } while stream.pointee.avail_out == 0 || stream.pointee.avail_in > 0
        }
    }

    /// Accepts the end of the compressed bytes.
    func finish(to output: ([UInt8]) throws -> Void) throws {
        guard self.isComplete else { throw ArchiveError.damaged("it breaks off") }
    }
}
