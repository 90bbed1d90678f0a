import Synchronization
import Trail

/// A place with three notes of everybody that breaks when it is told to, as a crash would.
final class FaultyPlace: ErasurePlace {
    enum Step: CaseIterable { case erasing, erased, overwriting }
    struct Crash: Error {}

    static let notes = 3

    private let state: Mutex<(fault: Step?, notes: Int)>

    init(_ fault: Step?) {
        self.state = Mutex((fault, Self.notes))
    }

    /// Lets nothing break any more.
    func mend() { self.state.withLock { $0.fault = nil } }

    func erase(_ demand: ErasureDemand) throws -> [ErasureFinding] {
        try self.state.withLock { state in
            let found = state.notes > 0 ? [ErasureFinding("notes", count: state.notes)] : []
            guard !demand.isDryRun else { return found }
            if state.fault == .erasing { throw Crash() }
            state.notes = 0
            if state.fault == .erased { throw Crash() }
            return found
        }
    }

    func overwriteRemains() throws -> [String] {
        if self.state.withLock({ $0.fault == .overwriting }) { throw Crash() }
        return []
    }
}

/// A place at which an erasure waits until it is let go.
final class SlowPlace: ErasurePlace {
    private let entered = AsyncStream<Void>.makeStream()
    private let left = AsyncStream<Void>.makeStream()

    /// Waits until an erasure is here.
    func reached() async { for await _ in self.entered.stream {} }
    func letGo() { self.left.continuation.finish() }

    func erase(_ demand: ErasureDemand) async -> [ErasureFinding] {
        guard !demand.isDryRun else { return [] }
        self.entered.continuation.finish()
        for await _ in self.left.stream {}
        return []
    }

    func overwriteRemains() -> [String] { [] }
}
