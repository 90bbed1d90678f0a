internal import NIOCore
internal import Synchronization
internal import Trail

/// What a client has said on a WebSocket and nobody has looked at yet.
///
/// Of pings only the last one is kept, and of requests a few: whoever sends many of them fills no
/// memory.
final class WebSocketInbox: Sendable {
    /// What is to be looked at.
    struct Mail: Sendable {
        /// What a pong has to say again.
        var ping: [UInt8]?
        /// Texts in the order sent.
        var texts: [String] = []
        /// Whether the server stops.
        var isStopping = false
        /// Why it ends.
        var close: WebSocketClose?

        var isEmpty: Bool {
            self.ping == nil && self.texts.isEmpty && !self.isStopping && self.close == nil
        }
    }

    private struct State: Sendable {
        var mail = Mail()
        var lastHeard = ContinuousClock.now
        var wake: (@Sendable () -> Void)?
    }

    /// How many texts may wait to be looked at, and of how many bytes together.
    private static let mostTexts = 8
    private static let mostBytes = WebSocketParser.maximumMessage

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

    /// Lets it end because the server stops.
    func stop() {
        self.put { $0.isStopping = true }
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
            case .text(let text):
                let bytes = mail.texts.reduce(text.utf8.count) { $0 + $1.utf8.count }
                guard mail.texts.count < Self.mostTexts, bytes <= Self.mostBytes else {
                    mail.close = mail.close ?? .impatient
                    return
                }
                mail.texts.append(text)
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
