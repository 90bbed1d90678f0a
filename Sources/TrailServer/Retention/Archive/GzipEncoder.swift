internal import CZlib
internal import Trail

/// Compresses a stream of bytes as one gzip member (RFC 1952).
final class GzipEncoder: ArchiveStream {
    /// Enough for text that repeats itself as events do, at a fraction of the cost of the best.
    private static let level: Int32 = 3
    private static let pieceSize = 65_536

    private let stream: DeflateStream
    private var piece = [UInt8](repeating: 0, count: GzipEncoder.pieceSize)

    /// - Throws: ``TrailError`` `overloaded` where there is no memory for it.
    init() throws(TrailError) {
        guard let stream = DeflateStream(level: Self.level) else {
            throw TrailError(.overloaded, "There is no memory to compress events.")
        }
        self.stream = stream
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
        let state = self.stream.state
        try bytes.withUnsafeBufferPointer { source in
            state.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            state.pointee.avail_in = UInt32(source.count)
            // A piece that is not filled says that nothing is left to be said.
            repeat {
                let written = self.piece.withUnsafeMutableBufferPointer { target in
                    state.pointee.next_out = target.baseAddress
                    state.pointee.avail_out = UInt32(target.count)
                    _ = CZlib.deflate(state, flush)
                    return target.count - Int(state.pointee.avail_out)
                }
                if written > 0 { try output(Array(self.piece.prefix(written))) }
            } while state.pointee.avail_out == 0
        }
    }
}
