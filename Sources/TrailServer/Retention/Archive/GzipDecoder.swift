internal import CZlib
internal import Trail

/// Reads back what ``GzipEncoder`` wrote, a piece at a time.
final class GzipDecoder: ArchiveStream {
    private static let pieceSize = 65_536

    private let stream: InflateStream
    private var piece = [UInt8](repeating: 0, count: GzipDecoder.pieceSize)
    /// Whether the end of the stream was reached, and its check sum was right.
    private var isComplete = false

    /// - Throws: ``TrailError`` `overloaded` where there is no memory for it.
    init() throws(TrailError) {
        guard let stream = InflateStream(window: ZlibWindow.gzip) else {
            throw TrailError(.overloaded, "There is no memory to read compressed events.")
        }
        self.stream = stream
    }

    /// Takes in compressed bytes, and hands what they were to `output`, in pieces of at most 64 KiB.
    ///
    /// - Throws: ``ArchiveError`` `damaged` for what is not gzip, and for bytes behind its end;
    ///   what `output` throws.
    func add(_ bytes: [UInt8], to output: ([UInt8]) throws -> Void) throws {
        let state = self.stream.state
        try bytes.withUnsafeBufferPointer { source in
            state.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
            state.pointee.avail_in = UInt32(source.count)
            repeat {
                guard !self.isComplete else {
                    if state.pointee.avail_in == 0 { return }
                    throw ArchiveError.damaged("something follows the compressed text")
                }
                var status = Z_OK
                let written = self.piece.withUnsafeMutableBufferPointer { target in
                    state.pointee.next_out = target.baseAddress
                    state.pointee.avail_out = UInt32(target.count)
                    status = CZlib.inflate(state, Z_NO_FLUSH)
                    return target.count - Int(state.pointee.avail_out)
                }
                self.isComplete = status == Z_STREAM_END
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw ArchiveError.damaged("the compressed text is damaged")
                }
                if written > 0 { try output(Array(self.piece.prefix(written))) }
            } while state.pointee.avail_out == 0 || state.pointee.avail_in > 0
        }
    }

    /// Accepts the end of the compressed bytes.
    func finish(to output: ([UInt8]) throws -> Void) throws {
        guard self.isComplete else { throw ArchiveError.damaged("it breaks off") }
    }
}
