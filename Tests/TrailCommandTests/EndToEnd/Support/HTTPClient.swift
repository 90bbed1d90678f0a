import Foundation

/// The least of an HTTP client: a connection a request, on plain sockets.
struct HTTPClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: String
    }

    /// The connection failed, or ended before the answer did.
    struct Broken: Error {}

    let port: UInt16

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await self.send("GET", path, headers, "")
    }

    func post(_ path: String, _ body: String, _ headers: [String: String]) async throws -> Answer {
        try await self.send("POST", path, headers, body)
    }

    func patch(
        _ path: String,
        _ body: String,
        _ headers: [String: String]
    ) async throws -> Answer {
        try await self.send("PATCH", path, headers, body)
    }

    private func send(
        _ method: String,
        _ path: String,
        _ headers: [String: String],
        _ body: String
    ) async throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(self.port)\r\n"
        head += "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let request = Array((head + "\r\n" + body).utf8)
        // A thread of its own: reads block, and the threads of tasks are few.
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try self.exchange(request) })
            }
        }
    }

    private func exchange(_ request: [UInt8]) throws -> Answer {
        let connection = try self.connect()
        defer { close(connection) }
        var sent = 0
        while sent < request.count {
            let count = request[sent...].withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Self.noSignal)
            }
            guard count > 0 else { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return try Self.parse(answer)
    }

    private func connect() throws -> Int32 {
        #if os(Linux)
        let stream = Int32(SOCK_STREAM.rawValue)
        #else
        let stream = SOCK_STREAM
        #endif
        let connection = socket(AF_INET, stream, 0)
        guard connection >= 0 else { throw Broken() }
        var limit = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            connection,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &limit,
            socklen_t(MemoryLayout<timeval>.size)
        )
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = self.port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(connection)
            throw Broken()
        }
        return connection
    }

    #if os(Linux)
    private static let noSignal = Int32(MSG_NOSIGNAL)
    #else
    private static let noSignal: Int32 = 0
    #endif

    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { throw Broken() }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { throw Broken() }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased()] = value
        }
        let body = String(text[end.upperBound...])
        if let length = headers["content-length"].flatMap({ Int($0) }), body.utf8.count < length {
            throw Broken()
        }
        return Answer(status: status, headers: headers, body: body)
    }
}
