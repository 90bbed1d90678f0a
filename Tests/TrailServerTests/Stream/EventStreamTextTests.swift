import NIOCore
import Testing

@testable import Trail
@testable import TrailServer

@Suite struct EventStreamTextTests {
    private let items = [
        FeedItem(index: 7, kind: .login, json: Array(#"{"id":"a"}"#.utf8)),
        FeedItem(index: 9, kind: .page, json: Array(#"{"id":"b"}"#.utf8)),
    ]

    @Test func `an event has its index as id, and no name unless it is wanted`() {
        let plain = EventStreamText(isNamed: false).pieces(self.items).map { String(buffer: $0) }
        #expect(plain == ["id: 7\ndata: {\"id\":\"a\"}\n\nid: 9\ndata: {\"id\":\"b\"}\n\n"])
        let named = EventStreamText(isNamed: true).pieces(self.items).map { String(buffer: $0) }
        #expect(
            named == [
                "event: login\nid: 7\ndata: {\"id\":\"a\"}\n\n"
                    + "event: page\nid: 9\ndata: {\"id\":\"b\"}\n\n"
            ]
        )
    }

    @Test func `greeting, heartbeat and farewell carry the place`() {
        let text = EventStreamText(isNamed: false)
        let cursor = FeedCursor(before: 12)
        #expect(
            String(buffer: text.greeting(cursor, retry: .seconds(3)))
                == ": connected\nretry: 3000\nid: 11\n\n"
        )
        #expect(String(buffer: text.heartbeat(.start)) == ": heartbeat\nid: start\n\n")
        #expect(
            String(buffer: text.farewell("too slow", cursor, retry: .milliseconds(1_250)))
                == ": too slow\nretry: 1250\nid: 11\n\n"
        )
    }

    @Test func `much is sent in pieces`() {
        let large = FeedItem(index: 1, kind: .page, json: Array(repeating: 0x20, count: 200_000))
        let pieces = EventStreamText(isNamed: false).pieces([large, large, large])
        #expect(pieces.count == 2)
    }
}
