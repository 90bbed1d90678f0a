internal import CZlib
internal import NIOCore
internal import Trail

/// Compresses a body as a whole.
enum Gzip {
    /// Enough for text that repeats itself as events do, at a quarter of the usual cost.
    private static let level: Int32 = 1
    /// A window of 32 KiB, with the head of gzip instead of zlib's own.
    private static let windowBits: Int32 = 15 + 16

    /// `bytes` in gzip format.
    ///
    /// - Throws: ``TrailError`` `overloaded` where there is no memory for it.
    static func compress(_ bytes: [UInt8]) throws(TrailError) -> ByteBuffer {
        // zlib remembers where the stream is, so it may not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer {
            stream.deinitialize(count: 1)
            stream.deallocate()
        }
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
        guard begun == Z_OK else { throw Self.failure }
        defer { deflateEnd(stream) }
        var output = ByteBuffer()
        let bound = Int(deflateBound(stream, UInt(bytes.count)))
        var ended = Z_OK
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { target in
            bytes.withUnsafeBufferPointer { source in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.pointee.avail_out = UInt32(clamping: target.count)
                let room = Int(stream.pointee.avail_out)
                ended = deflate(stream, Z_FINISH)
                return room - Int(stream.pointee.avail_out)
            }
        }
        guard ended == Z_STREAM_END else { throw Self.failure }
        return output
    }

    private static var failure: TrailError {
        TrailError(.overloaded, "there is no memory to compress events")
    }
}
