import Testing
import Trail

/// Frames as a client sends them, and reading those of a server.
enum ClientFrame {
    static let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]

    static func text(_ text: String) -> [UInt8] { self.bytes(0x1, Array(text.utf8)) }

    /// A masked frame.
    static func bytes(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
        var frame = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ...0xFFFF:
            frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default:
            frame.append(0x80 | 127)
            frame += (0..<8).map { UInt8(payload.count >> (56 - 8 * $0) & 0xFF) }
        }
        return frame + self.key + payload.enumerated().map { $1 ^ self.key[$0 & 3] }
    }
}

/// A frame of a server.
struct ServerFrame: Hashable {
    let opcode: UInt8
    let payload: [UInt8]

    var text: String { String(decoding: self.payload, as: UTF8.self) }

    /// The code of a close.
    var code: Int? {
        guard self.opcode == 0x8, self.payload.count >= 2 else { return nil }
        return Int(self.payload[0]) << 8 | Int(self.payload[1])
    }

    /// The reason of a close.
    var reason: String { String(decoding: self.payload.dropFirst(2), as: UTF8.self) }
}

extension Conversation {
    /// Opens a WebSocket: says the handshake with more header fields, and reads the head of the
    /// answer.
    mutating func openSocket(
        _ path: String = "/ws/activity/",
        _ fields: [String] = []
    ) async throws -> String {
        let lines =
            [
                "GET \(path) HTTP/1.1", "Host: trail.example", "Upgrade: websocket",
                "Connection: keep-alive, Upgrade", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ] + fields
        try await self.say(lines.joined(separator: "\r\n") + "\r\n\r\n")
        while true {
            if let end = self.bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: self.bytes[..<end.lowerBound], as: UTF8.self)
                self.bytes.removeFirst(end.upperBound)
                return head
            }
            guard try await self.listen() else { return "" }
        }
    }

    /// The next frame of the server; `nil` where it has closed the connection.
    mutating func frame() async throws -> ServerFrame? {
        while true {
            if let frame = self.takeFrame() { return frame }
            guard try await self.listen() else { return nil }
        }
    }

    /// The frames up to the close, and no more.
    mutating func framesToTheEnd() async throws -> [ServerFrame] {
        var frames: [ServerFrame] = []
        while let frame = try await self.frame() {
            frames.append(frame)
            if frame.opcode == 0x8 { break }
        }
        return frames
    }

    /// The next text with an event in it.
    mutating func event() async throws -> String? {
        while let frame = try await self.frame() {
            if frame.opcode == 0x1, frame.text.contains("\"kind\":") { return frame.text }
            if frame.opcode == 0x8 { return nil }
        }
        return nil
    }

    /// The place of the next event.
    mutating func eventIndex() async throws -> UInt64? {
        guard let text = try await self.event() else { return nil }
        let json = try CanonicalJSON(parsing: Array(text.utf8)).value
        return json["ledger_index"].number.map { UInt64($0) }
    }

    private mutating func takeFrame() -> ServerFrame? {
        guard self.bytes.count >= 2 else { return nil }
        var start = 2
        var length = Int(self.bytes[1])
        if length == 126 {
            guard self.bytes.count >= 4 else { return nil }
            length = Int(self.bytes[2]) << 8 | Int(self.bytes[3])
            start = 4
        } else if length == 127 {
            guard self.bytes.count >= 10 else { return nil }
            length = self.bytes[2..<10].reduce(0) { $0 << 8 | Int($1) }
            start = 10
        }
        guard self.bytes.count >= start + length else { return nil }
        let frame = ServerFrame(
            opcode: self.bytes[0] & 0x0F,
            payload: Array(self.bytes[start..<start + length])
        )
        self.bytes.removeFirst(start + length)
        return frame
    }
}
