import CZlib
import NIOCore

@testable import TrailServer

/// Bytes under a content coding, as clients send them.
enum Compressed {
    /// The gzip format.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] { self.compress(bytes, windowBits: 15 + 16) }

    /// The zlib format, which is called deflate.
    static func deflate(_ bytes: [UInt8]) -> [UInt8] { self.compress(bytes, windowBits: 15) }

    private static func compress(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let size = Int32(MemoryLayout<z_stream>.size)
        deflateInit2_(stream, 9, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { deflateEnd(stream) }
        let bound = Int(deflateBound(stream, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            bytes.withUnsafeBufferPointer { source in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(bound)
                _ = CZlib.deflate(stream, Z_FINISH)
            }
            count = bound - Int(stream.pointee.avail_out)
        }
    }
}

/// Bytes as they were before a content coding, as clients read them.
enum Inflated {
    /// What one gzip member holds.
    static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let inflater = try Inflater(.gzip)
        inflater.add(ByteBuffer(bytes: bytes))
        var inflated: [UInt8] = []
        while let piece = try inflater.next() { inflated += [UInt8](buffer: piece) }
        try inflater.expectEnd()
        return inflated
    }
}
