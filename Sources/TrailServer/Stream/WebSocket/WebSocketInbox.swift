internal import NIOCore
internal import Synchronization
internal import Trail

/// What a client has said on a WebSocket and nobody has looked at yet.
///
/// Of pings and of requests only the last one is kept: whoever sends many of them fills no memory.
final class WebSocketInbox: Sendable {
    /// What is to be looked at.
    struct Mail: Sendable {
        /// What a pong has to say again.
        var ping: [UInt8]?
        /// A text.
        var text: String?
        /// Why it ends.
        var close: WebSocketClose?

        var isEmpty: Bool { self.ping == nil && self.text == nil && self.close == nil }
    }

    private struct State: Sendable {
        var mail = Mail()
        var lastHeard = ContinuousClock.now
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// When anything came in last.
    var lastHeard: ContinuousClock.Instant { self.state.withLock { $0.lastHeard } }

    /// Calls `wake` whenever something has come.
    func onMail(_ wake: @escaping @Sendable () -> Void) {
        let isWaiting = self.state.withLock { state in
            state.wake = wake
            return !state.mail.isEmpty
        }
        if isWaiting { wake() }
    }

    /// Takes what has come.
    func take() -> Mail {
        self.state.withLock { state in
            defer { state.mail = Mail() }
            return state.mail
        }
    }

    /// Ends it, unless it ends already.
    func close(_ close: WebSocketClose) {
        self.put { mail in if mail.close == nil { mail.close = close } }
    }

    /// Reads the bytes of a client until it closes or breaks a rule.
    func receive(_ bytes: some AsyncSequence<ByteBuffer, any Error> & Sendable) async {
        var parser = WebSocketParser()
        do {
            for try await buffer in bytes {
                parser.append(buffer)
                while let message = try parser.next() {
                    self.put(message)
                    if case .close = message { return }
                }
            }
            self.close(.gone)
        } catch let close as WebSocketClose {
            self.close(close)
        } catch {
            self.close(.gone)
        }
    }

    private func put(_ message: WebSocketMessage) {
        self.put { mail in
            switch message {
            case .text(let text): mail.text = text
            case .ping(let payload): mail.ping = payload
            case .close(let close): mail.close = mail.close ?? close
            case .pong: break
            }
        }
    }

    private func put(_ change: (inout Mail) -> Void) {
        let wake = self.state.withLock { state in
            change(&state.mail)
            state.lastHeard = .now
            return state.mail.isEmpty ? nil : state.wake
        }
        wake?()
    }
}
