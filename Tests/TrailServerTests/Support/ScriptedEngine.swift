import Synchronization
import Trail

/// An engine that is reached over a network, as far as a test tells.
final class ScriptedEngine: DestinationEngine {
    /// What happens when it is looked at.
    enum Script: Sendable {
        case answer
        case fail(any Error)
        case hang
    }

    private let script: Mutex<Script>
    private let seen = Mutex<[DestinationTarget]>([])

    init(_ script: Script = .answer) {
        self.script = Mutex(script)
    }

    var engine: Destination.Engine { .postgresql }
    var usualPort: Int? { 5_432 }

    /// What it was asked to reach.
    var targets: [DestinationTarget] { self.seen.withLock { $0 } }

    func follow(_ script: Script) {
        self.script.withLock { $0 = script }
    }

    func objection(to place: Destination.Place) -> DestinationObjection? { nil }

    func check(_ target: DestinationTarget) async throws {
        self.seen.withLock { $0.append(target) }
        switch self.script.withLock({ $0 }) {
        case .answer: return
        case .fail(let error): throw error
        case .hang: try await Task.sleep(for: .seconds(3_600))
        }
    }
}

/// An error that says too much, as drivers do.
struct TalkativeError: Error, CustomStringConvertible {
    var description: String { "password hunter2 refused by /srv/secret" }
}
