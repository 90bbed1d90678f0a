import NIOCore
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct WebSocketParserTests {
    /// What comes of bytes that arrive in pieces of some size.
    private func parse(
        _ bytes: [UInt8],
        by size: Int = .max
    ) -> (messages: [WebSocketMessage], close: WebSocketClose?) {
        var parser = WebSocketParser()
        var messages: [WebSocketMessage] = []
        var rest = bytes[...]
        do throws(WebSocketClose) {
            while !rest.isEmpty {
                parser.append(ByteBuffer(bytes: rest.prefix(size)))
                rest = rest.dropFirst(size)
                while let message = try parser.next() { messages.append(message) }
            }
            return (messages, nil)
        } catch {
            return (messages, error)
        }
    }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func `reads messages in any pieces`(size: Int) {
        let long = String(repeating: "ä", count: 300)
        let huge = String(repeating: "x", count: 65_536)
        let bytes =
            ClientFrame.text("hello") + ClientFrame.bytes(0x9, Array("are you there".utf8))
            + ClientFrame.text(long) + ClientFrame.bytes(0xA, []) + ClientFrame.text(huge)
            + ClientFrame.bytes(0x8, [0x03, 0xE8])
        let (messages, close) = self.parse(bytes, by: size)
        #expect(close == nil)
        #expect(
            messages == [
                .text("hello"), .ping(Array("are you there".utf8)), .text(long), .pong,
                .text(huge), .close(WebSocketClose(1_000)),
            ]
        )
    }

    @Test func `puts fragments together, with a ping in between`() {
        let bytes =
            ClientFrame.bytes(0x1, Array("a€".utf8.prefix(2)), isFinal: false)
            + ClientFrame.bytes(0x9, [1])
            + ClientFrame.bytes(0x0, Array("€".utf8.dropFirst()), isFinal: false)
            + ClientFrame.bytes(0x0, Array("!".utf8))
        #expect(self.parse(bytes).messages == [.ping([1]), .text("a€!")])
    }

    @Test func `puts many fragments together, empty ones as well`() {
        let letters = (0..<5_000).flatMap { place in
            ClientFrame.bytes(0x0, [0x62], isFinal: false)
                + ClientFrame.bytes(0x0, [], isFinal: place == 4_999)
        }
        let bytes = ClientFrame.bytes(0x1, [0x61], isFinal: false) + letters
        let text = "a" + String(repeating: "b", count: 5_000)
        #expect(self.parse(bytes, by: 1_000).messages == [.text(text)])
    }

    static let faults: [(bytes: [UInt8], code: UInt16)] = [
        // Unmasked.
        ([0x81, 0x02, 0x61, 0x62], 1_002),
        // Reserved bits, each of them.
        ([0xC1, 0x80, 0, 0, 0, 0], 1_002), ([0xA1, 0x80, 0, 0, 0, 0], 1_002),
        ([0x91, 0x80, 0, 0, 0, 0], 1_002),
        // Opcodes that are not defined.
        (ClientFrame.bytes(0x3, []), 1_002), (ClientFrame.bytes(0xB, []), 1_002),
        // Binary.
        (ClientFrame.bytes(0x2, [1, 2]), 1_003),
        // Control frames in fragments, or too long.
        (ClientFrame.bytes(0x9, [], isFinal: false), 1_002),
        (ClientFrame.bytes(0x9, Array(repeating: 1, count: 126)), 1_002),
        // Fragments out of order.
        (ClientFrame.bytes(0x0, [0x61]), 1_002),
        (ClientFrame.bytes(0x1, [0x61], isFinal: false) + ClientFrame.text("b"), 1_002),
        // Lengths that are too long for what they say, or no lengths.
        ([0x81, 0xFE, 0, 5, 0, 0, 0, 0], 1_002),
        ([0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0], 1_002),
        ([0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0], 1_002),
        // Too large, told before the payload has come; also in fragments.
        ([0x81, 0xFF, 0, 0, 0, 0, 0, 1, 0, 1], 1_009),
        (
            ClientFrame.bytes(0x1, Array(repeating: 0x61, count: 60_000), isFinal: false)
                + ClientFrame.bytes(0x0, Array(repeating: 0x61, count: 6_000)), 1_009
        ),
        // No UTF-8.
        (ClientFrame.bytes(0x1, [0xFF, 0xFE]), 1_007),
        (ClientFrame.bytes(0x1, [0xE2, 0x82]), 1_007),
        (ClientFrame.bytes(0x8, [0x03, 0xE8, 0xFF]), 1_007),
        // Closes with half a code, or with one that nobody may say.
        (ClientFrame.bytes(0x8, [0x03]), 1_002), (ClientFrame.bytes(0x8, [0x03, 0xED]), 1_002),
        (ClientFrame.bytes(0x8, [0x03, 0xE7]), 1_002),
        (ClientFrame.bytes(0x8, [0x13, 0x88]), 1_002),
    ]

    @Test(arguments: Self.faults.indices)
    func `answers what breaks a rule as RFC 6455 says`(place: Int) {
        let (bytes, code) = Self.faults[place]
        for size in [1, 5, .max] {
            let (messages, close) = self.parse(bytes, by: size)
            #expect(messages == [])
            #expect(close?.code == code)
        }
    }

    @Test func `takes the codes that a client may close with`() {
        for code: UInt16 in [1_000, 1_001, 1_003, 1_007, 1_011, 3_000, 4_999] {
            let payload = [UInt8(code >> 8), UInt8(code & 0xFF)] + Array("bye".utf8)
            let messages = self.parse(ClientFrame.bytes(0x8, payload)).messages
            #expect(messages == [.close(WebSocketClose(code))])
        }
        #expect(self.parse(ClientFrame.bytes(0x8, [])).messages == [.close(WebSocketClose(1_000))])
    }

    @Test func `any bytes whatever are read to an end`() {
        var generator = SeededGenerator(seed: 6_455)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...40, using: &generator)
            _ = self.parse((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
        }
    }
}
