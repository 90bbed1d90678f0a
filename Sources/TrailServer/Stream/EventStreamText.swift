internal import NIOCore
internal import Trail

/// The text of a stream of server-sent events (the HTML standard, §9.2); pure.
///
/// Every part of it ends with an `id`: a browser that comes back says the last one, also one of a
/// part without data, which it never shows.
struct EventStreamText: Sendable {
    /// Whether each event is named after its kind.
    let isNamed: Bool

    /// What stands at the beginning.
    func greeting(_ cursor: FeedCursor, retry: Duration) -> ByteBuffer {
        ByteBuffer(
            string: ": connected\nretry: \(Self.milliseconds(retry))\nid: \(cursor.text)\n\n"
        )
    }

    /// Events, in pieces to be sent one after the other.
    func pieces(_ items: [FeedItem]) -> [ByteBuffer] {
        items.pieces { item, piece in self.write(item, to: &piece) }
    }

    /// That nothing came for a while.
    func heartbeat(_ cursor: FeedCursor) -> ByteBuffer {
        ByteBuffer(string: ": heartbeat\nid: \(cursor.text)\n\n")
    }

    /// That the stream ends, why, and when to come back.
    func farewell(_ reason: String, _ cursor: FeedCursor, retry: Duration) -> ByteBuffer {
        ByteBuffer(
            string: ": \(reason)\nretry: \(Self.milliseconds(retry))\nid: \(cursor.text)\n\n"
        )
    }

    private func write(_ item: FeedItem, to piece: inout ByteBuffer) {
        if self.isNamed { piece.writeString("event: \(item.kind.rawValue)\n") }
        piece.writeString("id: \(item.cursor.text)\ndata: ")
        // Event JSON has no line end in it.
        piece.writeBytes(item.json)
        piece.writeStaticString("\n\n")
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
