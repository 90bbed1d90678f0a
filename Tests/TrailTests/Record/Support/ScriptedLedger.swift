import MerkleLog
import Synchronization
import Trail

/// A ledger in memory that does as it is told: fails, refuses, or takes its time.
final class ScriptedLedger: Ledger {
    typealias Script = @Sendable (_ attempt: Int, _ events: [EncodedEvent]) async throws -> Void

    private struct State {
        var attempts: [[EncodedEvent]] = []
        var sealed: [EncodedEvent] = []
        var known: [EventID: (index: UInt64, digests: SectionDigests)] = [:]
        var script: Script
    }

    private let state: Mutex<State>

    /// A ledger that runs `script` before each append; what it throws the append throws.
    init(_ script: @escaping Script = { _, _ in }) {
        self.state = Mutex(State(script: script))
    }

    /// The events of each append that was tried.
    var attempts: [[EncodedEvent]] { self.state.withLock { $0.attempts } }
    /// The events that are sealed, in their order.
    var sealed: [EncodedEvent] { self.state.withLock { $0.sealed } }
    /// The numbers of the sealed samples.
    var numbers: [Int] { self.sealed.filter { $0.header.kind == .page }.map(\.number) }
    /// The events by which the recorder tells of losses.
    var lossEvents: [EncodedEvent] {
        self.sealed.filter { $0.header.action.name == "recording.events_lost" }
    }

    func follow(_ script: @escaping Script) {
        self.state.withLock { $0.script = script }
    }

    func append(_ request: AppendRequest) async throws -> AppendResult {
        let (attempt, script) = self.state.withLock { state in
            state.attempts.append(request.events)
            return (state.attempts.count, state.script)
        }
        try await script(attempt, request.events)
        let outcomes = self.state.withLock { state in
            request.events.map { event in Self.seal(event, &state) }
        }
        return AppendResult(outcomes: outcomes, batches: [])
    }

    private static func seal(
        _ event: EncodedEvent,
        _ state: inout State
    ) -> AppendResult.Outcome {
        let id = event.header.id
        if let known = state.known[id] {
            guard known.digests == event.digests else { return .conflict(id) }
            return .repeated(.durable(id, index: known.index, leaf: .emptyTree))
        }
        let index = UInt64(state.sealed.count)
        state.sealed.append(event)
        state.known[id] = (index, event.digests)
        return .sealed(.durable(id, index: index, leaf: .emptyTree))
    }

    // The recorder asks for nothing else.
    func tenants() async throws -> [TenantID] { [] }
    func head(of tenant: TenantID) async throws -> LedgerHead? { nil }
    func tile(_ request: TileRequest) async throws -> Tile { throw TrailError(.notFound, "") }
    func entries(_ request: EntriesRequest) async throws -> EntriesResult {
        EntriesResult(entries: [], next: nil)
    }
    func remove(_ request: RemovalRequest) async throws -> RemovalResult {
        RemovalResult(count: 0, record: nil)
    }
    func removals(of tenant: TenantID) async throws -> [Removal] { [] }
}

extension ScriptedLedger {
    /// Refuses every request that holds one of the samples `numbers`.
    static func refusing(_ numbers: Set<Int>) -> ScriptedLedger {
        ScriptedLedger { _, events in
            guard events.contains(where: { numbers.contains($0.number) }) else { return }
            throw TrailError(.unstorable, "refused")
        }
    }
}
