internal import NIOCore
internal import Trail

extension [FeedItem] {
    /// How many bytes are sent at a time, or more by one event.
    private static var pieceSize: Int { 262_144 }

    /// The events in pieces to be sent one after the other, each written by `write`.
    func pieces(_ write: (FeedItem, inout ByteBuffer) -> Void) -> [ByteBuffer] {
        var pieces: [ByteBuffer] = []
        var piece = ByteBuffer()
        for item in self {
            write(item, &piece)
            guard piece.readableBytes >= Self.pieceSize else { continue }
            pieces.append(piece)
            piece = ByteBuffer()
        }
        if piece.readableBytes > 0 { pieces.append(piece) }
        return pieces
    }
}
