internal import Synchronization

/// Answers by key, up to a number of them; all are forgotten when there are more.
///
/// Who may choose keys at will, as every client may, can make it useless but not large.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let capacity: Int
    private let values = Mutex<[Key: Value]>([:])

    /// A cache of at most `capacity` answers.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The answer for `key`, found out by `make` where it is not known.
    ///
    /// Two callers may find out the same answer at the same time; neither waits for the other.
    func value<Failure: Error>(
        for key: Key,
        _ make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        if let value = self.values.withLock({ $0[key] }) { return value }
        let value = try make()
        self.values.withLock { values in
            if values.count >= self.capacity { values.removeAll(keepingCapacity: true) }
            values[key] = value
        }
        return value
    }

    /// How many answers are kept.
    var count: Int { self.values.withLock { $0.count } }
}
