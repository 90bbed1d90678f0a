internal import NIOCore

/// What a client says on a WebSocket.
enum WebSocketMessage: Sendable, Hashable {
    case text(String)
    case ping([UInt8])
    case pong
    case close(WebSocketClose)
}

/// Turns bytes of a client into messages, as RFC 6455 §5 says; pure.
///
/// Frames may come in any pieces. What breaks a rule is thrown as the close that answers it, before
/// its payload is waited for, and nothing is read after that.
struct WebSocketParser {
    /// The most bytes of a message, and so of what is kept.
    static let maximumMessage = 65_536

    private struct Head {
        var opcode: WebSocketFrame.Opcode
        var isFinal: Bool
        var length: Int
        var key: (UInt8, UInt8, UInt8, UInt8)
    }

    private var buffer = ByteBuffer()
    private var head: Head?
    /// What has come of a text of several frames.
    private var fragments: [UInt8]?

    /// Takes bytes in.
    mutating func append(_ bytes: ByteBuffer) {
        var bytes = bytes
        self.buffer.discardReadBytes()
        self.buffer.writeBuffer(&bytes)
    }

    /// The next message; `nil` where more bytes are needed.
    mutating func next() throws(WebSocketClose) -> WebSocketMessage? {
        while true {
            if self.head == nil { self.head = try self.readHead() }
            guard let head, let payload = self.readPayload(head) else { return nil }
            self.head = nil
            if let message = try self.message(head, payload) { return message }
        }
    }

    private mutating func readHead() throws(WebSocketClose) -> Head? {
        let start = self.buffer.readerIndex
        guard let first = self.buffer.getInteger(at: start, as: UInt8.self),
            let second = self.buffer.getInteger(at: start + 1, as: UInt8.self)
        else { return nil }
        let opcode = try self.opcode(first)
        guard second & 0x80 != 0 else { throw .protocolError("A client masks what it sends.") }
        let short = Int(second & 0x7F)
        if opcode.isControl, short > 125 || first & 0x80 == 0 {
            throw .protocolError("A control frame is whole, and of 125 bytes at the most.")
        }
        guard let (length, size) = try self.length(short, at: start + 2) else { return nil }
        let kept = opcode.isControl ? 0 : self.fragments?.count ?? 0
        guard length <= Self.maximumMessage - kept else {
            throw WebSocketClose(1_009, "At most \(Self.maximumMessage) bytes are accepted.")
        }
        guard let key = self.buffer.getBytes(at: start + 2 + size, length: 4) else { return nil }
        self.buffer.moveReaderIndex(forwardBy: 2 + size + 4)
        return Head(
            opcode: opcode,
            isFinal: first & 0x80 != 0,
            length: length,
            key: (key[0], key[1], key[2], key[3])
        )
    }

    private func opcode(_ first: UInt8) throws(WebSocketClose) -> WebSocketFrame.Opcode {
        guard first & 0x70 == 0 else { throw .protocolError("No extension was agreed on.") }
        guard let opcode = WebSocketFrame.Opcode(rawValue: first & 0x0F) else {
            throw .protocolError("There is no such kind of frame.")
        }
        switch opcode {
        case .binary: throw WebSocketClose(1_003, "Only text is understood.")
        case .continuation where self.fragments == nil:
            throw .protocolError("There is nothing to go on with.")
        case .text where self.fragments != nil:
            throw .protocolError("The text before has not ended.")
        default: return opcode
        }
    }

    /// The length of the payload, and how many more bytes say it.
    private func length(
        _ short: Int,
        at place: Int
    ) throws(WebSocketClose) -> (length: Int, size: Int)? {
        switch short {
        case 126:
            guard let length = self.buffer.getInteger(at: place, as: UInt16.self) else {
                return nil
            }
            guard length > 125 else { throw .protocolError("The length is said too long.") }
            return (Int(length), 2)
        case 127:
            guard let length = self.buffer.getInteger(at: place, as: UInt64.self) else {
                return nil
            }
            guard length > 0xFFFF, length <= UInt64(Int64.max) else {
                throw .protocolError("The length is said wrong.")
            }
            return (Int(length), 8)
        default: return (short, 0)
        }
    }

    private mutating func readPayload(_ head: Head) -> [UInt8]? {
        guard var payload = self.buffer.readBytes(length: head.length) else { return nil }
        let key = [head.key.0, head.key.1, head.key.2, head.key.3]
        for place in payload.indices { payload[place] ^= key[place & 3] }
        return payload
    }

    private mutating func message(
        _ head: Head,
        _ payload: [UInt8]
    ) throws(WebSocketClose) -> WebSocketMessage? {
        switch head.opcode {
        case .ping: return .ping(payload)
        case .pong: return .pong
        case .close: return .close(try Self.close(payload))
        case .text, .continuation, .binary:
            // Taken out, so that they grow where they are: a client may send them one by one.
            var bytes = self.fragments.take() ?? []
            bytes += payload
            guard head.isFinal else {
                self.fragments = bytes
                return nil
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw WebSocketClose(1_007, "The text is not UTF-8.")
            }
            return .text(text)
        }
    }

    /// What a client says as it closes (§5.5.1, §7.4).
    private static func close(_ payload: [UInt8]) throws(WebSocketClose) -> WebSocketClose {
        guard !payload.isEmpty else { return WebSocketClose(1_000) }
        guard payload.count >= 2 else { throw .protocolError("A code has two bytes.") }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        switch code {
        case 1_000...1_003, 1_007...1_014, 3_000...4_999: break
        default: throw .protocolError("There is no such code.")
        }
        guard String(validating: payload.dropFirst(2), as: UTF8.self) != nil else {
            throw WebSocketClose(1_007, "The reason is not UTF-8.")
        }
        return WebSocketClose(code)
    }
}
