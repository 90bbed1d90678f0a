internal import NIOCore

/// A frame as a server sends it: whole and unmasked (RFC 6455 §5.2).
enum WebSocketFrame {
    /// What a frame holds.
    enum Opcode: UInt8, Sendable {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        /// Whether it is about the connection, not for whoever listens.
        var isControl: Bool { self.rawValue >= 0x8 }
    }

    /// Appends a frame with `payload` to `buffer`.
    static func write(_ opcode: Opcode, _ payload: [UInt8], to buffer: inout ByteBuffer) {
        buffer.writeInteger(0x80 | opcode.rawValue)
        switch payload.count {
        case ..<126: buffer.writeInteger(UInt8(payload.count))
        case ...0xFFFF:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(payload.count))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(payload.count))
        }
        buffer.writeBytes(payload)
    }

    /// A frame.
    static func bytes(_ opcode: Opcode, _ payload: [UInt8]) -> ByteBuffer {
        var buffer = ByteBuffer()
        self.write(opcode, payload, to: &buffer)
        return buffer
    }
}
