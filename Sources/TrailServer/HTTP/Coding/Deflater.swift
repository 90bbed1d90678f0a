internal import CZlib
internal import NIOCore

/// Makes gzip of a body, piece by piece.
final class Deflater {
    /// Fast: JSON becomes some eight times smaller all the same.
    static let fast: Int32 = 2
    /// As small as it gets, for what is compressed once.
    static let small: Int32 = 9
    private static let pieceSize = 32_768

    private let stream: DeflateStream

    /// - Throws: ``Problem`` 503 where there is no memory.
    init(level: Int32 = Deflater.fast) throws(Problem) {
        guard let stream = DeflateStream(level: level) else { throw Problem(.overloaded) }
        self.stream = stream
    }

    /// Takes in a piece, and gives what zlib lets go of: often nothing, it gathers.
    func add(_ piece: ByteBuffer) -> ByteBuffer {
        var output = ByteBuffer()
        var piece = piece
        let state = self.stream.state
        piece.readWithUnsafeMutableReadableBytes { source in
            state.pointee.next_in = source.bindMemory(to: UInt8.self).baseAddress
            state.pointee.avail_in = UInt32(clamping: source.count)
            let offered = Int(state.pointee.avail_in)
            while state.pointee.avail_in > 0 { self.run(Z_NO_FLUSH, into: &output) }
            return offered
        }
        // What is offered at once is bounded by 32 bits.
        if piece.readableBytes > 0 {
            var rest = self.add(piece)
            output.writeBuffer(&rest)
        }
        return output
    }

    /// Ends the body, and gives what is left of it.
    func finish() -> ByteBuffer {
        var output = ByteBuffer()
        self.stream.state.pointee.avail_in = 0
        while self.run(Z_FINISH, into: &output) == Z_OK {}
        return output
    }

    /// Lets zlib write one piece.
    @discardableResult private func run(_ flush: Int32, into output: inout ByteBuffer) -> Int32 {
        let state = self.stream.state
        var status = Z_OK
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.pieceSize) { target in
            state.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
            state.pointee.avail_out = UInt32(Self.pieceSize)
            status = deflate(state, flush)
            return Self.pieceSize - Int(state.pointee.avail_out)
        }
        return status
    }
}
