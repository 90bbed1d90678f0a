import Synchronization
import Trail

/// A ledger that does not answer for as long as it is held.
final class HangingLedger: LedgerWriter {
    /// When it hangs, and what comes of it.
    enum Hang: String, CaseIterable, Sendable {
        /// Before anything is written.
        case before
        /// When everything is written.
        case after
        /// When everything is written, and then the answer is lost.
        case afterInVain
    }

    private struct State {
        var isHeld = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let base: any LedgerWriter
    private let hang: Hang
    private let state = Mutex(State())

    init(_ base: any LedgerWriter, _ hang: Hang) {
        self.base = base
        self.hang = hang
    }

    /// Whether somebody waits for an answer.
    var isAsked: Bool { self.state.withLock { !$0.waiting.isEmpty } }

    func hold() {
        self.state.withLock { $0.isHeld = true }
    }

    func release() {
        let waiting = self.state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func append(_ request: AppendRequest) async throws -> AppendResult {
        if self.hang == .before { await self.wait() }
        let result = try await self.base.append(request)
        guard self.hang != .before, await self.wait(), self.hang == .afterInVain else {
            return result
        }
        throw TrailError(.storeUnavailable, "the answer was lost")
    }

    /// Waits while it is held; whether it was.
    @discardableResult
    private func wait() async -> Bool {
        guard self.state.withLock({ $0.isHeld }) else { return false }
        await withCheckedContinuation { continuation in
            let isHeld = self.state.withLock { state in
                if state.isHeld { state.waiting.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
        return true
    }
}
