/// Why a file cannot be used as a database of places.
public struct GeoDatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// What is wrong, for an operator.
    public let reason: String

    /// A file that cannot be used.
    init(path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The file and what is wrong with it.
    public var description: String { "\(self.path) \(self.reason)" }
}
