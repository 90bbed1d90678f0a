/// Why a stored frontier cannot be one.
public enum TreeError: Error, Sendable, Equatable {
    /// A frontier has one root for each set bit of its size; this one has another number.
    case rootCount(expected: Int, found: Int)
}
