internal import HTTPTypes
internal import Trail

/// Why a WebSocket is closed (RFC 6455 §7.4).
struct WebSocketClose: Error, Sendable, Hashable {
    /// The code; `nil` where there is nobody to be told.
    let code: UInt16?
    /// A sentence of at most 123 bytes, the room that a frame has for it.
    let reason: String

    init(_ code: UInt16?, _ reason: String = "") {
        self.code = code
        var reason = reason
        while reason.utf8.count > 123 { reason.removeLast() }
        self.reason = reason
    }

    /// The client has gone without a word.
    static let gone = Self(nil)

    /// The client has asked for more than was answered.
    static let impatient = Self(1_008, "Wait for an answer before you ask again.")

    static func protocolError(_ reason: String) -> Self { Self(1_002, reason) }

    /// What stands for a problem.
    init(_ problem: Problem) {
        let code: UInt16 =
            switch problem.kind.status.code {
            case 401: 4_001
            case 403: 4_003
            case 429, 503: 1_013
            case 500...: 1_011
            default: 4_000
            }
        let errors = problem.errors.map { "\($0.field): \($0.reasons.joined(separator: " "))" }
        self.init(code, errors.first ?? problem.detail)
    }

    /// Why the feed ended.
    init(_ end: FeedEnd, _ cursor: FeedCursor) {
        switch end {
        case .tooSlow: self.init(1_013, "too slow; go on after \(cursor.text)")
        case .stopping: self.init(1_012, "the server restarts; go on after \(cursor.text)")
        case .left: self = .gone
        case .complete: self.init(1_000, "complete")
        }
    }

    /// The payload of the frame.
    var payload: [UInt8] {
        guard let code else { return [] }
        return [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(self.reason.utf8)
    }
}
