internal import Synchronization

/// Dead letters that last as long as the process: for tests and for stores without a file.
public final class InMemoryDeadLetters: DeadLetterStore {
    private let capacity: Int
    private let kept = Mutex<[DeadLetter]>([])

    /// An empty store that holds at most `capacity` letters.
    public init(capacity: Int = 1_000) {
        self.capacity = capacity
    }

    /// Puts a letter aside.
    ///
    /// - Throws: ``TrailError`` `outOfSpace` when there are as many letters as it may hold.
    public func add(_ letter: DeadLetter) async throws {
        let isKept = self.kept.withLock { kept in
            guard kept.count < self.capacity else { return false }
            kept.append(letter)
            return true
        }
        guard isKept else { throw TrailError(.outOfSpace, "too many dead letters") }
    }

    /// The newest letters, newest first, at most `limit`.
    public func letters(limit: Int) async throws -> [DeadLetter] {
        self.kept.withLock { $0.suffix(max(limit, 0)).reversed() }
    }
}
