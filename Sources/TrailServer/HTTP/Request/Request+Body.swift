internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Request {
    /// The whole body, when it has at most `limit` bytes and arrives within `time`.
    ///
    /// A body that arrives in one piece, as small ones do, is not copied. The time is looked at
    /// whenever a part arrives; between two parts the connection's idle time holds. While the
    /// parts of it arrive it counts against `budget`.
    /// - Throws: ``Problem`` 413, 408 or 503; the connection then closes after the response.
    func body(
        upTo limit: Int,
        within time: Duration,
        _ budget: BodyBudget
    ) async throws -> ByteBuffer {
        if let text = self.headers[.contentLength], let length = Int(text), length > limit {
            throw Self.tooLarge(limit)
        }
        var parts = self.body.makeAsyncIterator()
        guard var whole = try await parts.next() else { return ByteBuffer() }
        guard whole.readableBytes <= limit else { throw Self.tooLarge(limit) }
        guard var part = try await parts.next() else { return whole }
        let deadline = ContinuousClock.now.advanced(by: time)
        var taken = 0
        defer { budget.giveBack(taken) }
        while true {
            let more = whole.readableBytes + part.readableBytes - taken
            guard budget.take(more) else {
                throw Problem(.overloaded, headers: [.connection: "close"])
            }
            taken += more
            guard whole.readableBytes + part.readableBytes <= limit else {
                throw Self.tooLarge(limit)
            }
            guard ContinuousClock.now <= deadline else {
                throw Problem(.tooSlow, headers: [.connection: "close"])
            }
            whole.writeBuffer(&part)
            guard let next = try await parts.next() else { return whole }
            part = next
        }
    }

    private static func tooLarge(_ limit: Int) -> Problem {
        Problem(.tooLarge, "At most \(limit) bytes are accepted.", headers: [.connection: "close"])
    }

    /// Whether the client asks for what was made in the response (`Prefer`, RFC 7240).
    var prefersRepresentation: Bool {
        for field in self.headers[fields: .prefer] {
            for preference in field.value.lowercased().split(separator: ",") {
                let name = preference.split(separator: ";").first ?? ""
                if name.filter({ $0 != " " && $0 != "\"" }) == "return=representation" {
                    return true
                }
            }
        }
        return false
    }
}
