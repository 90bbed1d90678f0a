internal import CZlib
internal import HTTPTypes
internal import NIOCore

/// Undoes gzip or deflate, a bounded piece at a time.
///
/// Text that repeats itself becomes some thirty times smaller; a bomb becomes a thousand times
/// larger. Beyond ``freeBytes`` no more than ``maximumRatio`` times of what arrived is let out.
final class Inflater {
    /// The size of a piece.
    static let pieceSize = 65_536
    /// What is let out whatever it came from.
    static let freeBytes = 16 * 1_048_576
    /// What is let out beyond that for each byte that arrived.
    static let maximumRatio = 200

    private let stream: InflateStream
    private let coding: ContentCoding
    private var input = ByteBuffer()
    private var arrived = 0
    private var released = 0
    private var isBetweenMembers = false

    /// - Throws: ``Problem`` 503 where there is no memory.
    init(_ coding: ContentCoding) throws(Problem) {
        let window = coding == .gzip ? ZlibWindow.gzip : ZlibWindow.deflate
        guard let stream = InflateStream(window: window) else { throw Problem(.overloaded) }
        self.stream = stream
        self.coding = coding
    }

    /// Takes in the next part of the compressed body; the last one must be used up.
    func add(_ part: ByteBuffer) {
        self.input = part
        self.arrived += part.readableBytes
    }

    /// The next piece; `nil` where more of the compressed body is needed.
    ///
    /// - Throws: ``Problem`` 400 for what is damaged, 413 for what grows beyond belief.
    func next() throws(Problem) -> ByteBuffer? {
        while self.input.readableBytes > 0 {
            if self.isBetweenMembers { try self.beginMember() }
            let piece = try self.inflate()
            guard piece.readableBytes > 0 else { continue }
            self.released += piece.readableBytes
            guard self.released <= Self.freeBytes + self.arrived * Self.maximumRatio else {
                throw Problem(
                    .tooLarge,
                    "The body grows more than is believable.",
                    headers: [.connection: "close"]
                )
            }
            return piece
        }
        return try self.rest()
    }

    /// Accepts the end of the compressed body.
    ///
    /// - Throws: ``Problem`` 400 where it is not complete.
    func expectEnd() throws(Problem) {
        guard self.isBetweenMembers || self.arrived == 0 else {
            throw Problem(.malformed, "The compressed body breaks off.")
        }
    }

    /// What zlib still holds although all that arrived is used up.
    private func rest() throws(Problem) -> ByteBuffer? {
        guard self.arrived > 0, !self.isBetweenMembers else { return nil }
        let piece = try self.inflate()
        guard piece.readableBytes > 0 else { return nil }
        self.released += piece.readableBytes
        return piece
    }

    /// A gzip body may have several members; anything else ends once.
    private func beginMember() throws(Problem) {
        guard self.coding == .gzip, inflateReset(self.stream.state) == Z_OK else {
            throw Problem(.malformed, "Something follows the compressed body.")
        }
        self.isBetweenMembers = false
    }

    private func inflate() throws(Problem) -> ByteBuffer {
        var piece = ByteBuffer()
        var status = Z_OK
        let state = self.stream.state
        self.input.readWithUnsafeMutableReadableBytes { source in
            state.pointee.next_in = source.bindMemory(to: UInt8.self).baseAddress
            state.pointee.avail_in = UInt32(clamping: source.count)
            let offered = Int(state.pointee.avail_in)
            piece.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.pieceSize) { target in
                state.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
                state.pointee.avail_out = UInt32(Self.pieceSize)
                status = CZlib.inflate(state, Z_NO_FLUSH)
                return Self.pieceSize - Int(state.pointee.avail_out)
            }
            return offered - Int(state.pointee.avail_in)
        }
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: self.isBetweenMembers = true
        default: throw Problem(.malformed, "The compressed body is damaged.")
        }
        return piece
    }
}
