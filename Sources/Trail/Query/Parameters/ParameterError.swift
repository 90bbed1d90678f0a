/// What is wrong with one parameter of a list.
public struct ParameterError: Error, Sendable, Hashable {
    /// The parameter's name as it was sent, cut off after 64 characters.
    public let parameter: String
    /// A sentence for whoever sent it, without the value.
    public let message: String

    /// An error of `parameter`.
    public init(_ parameter: String, _ message: String) {
        self.parameter = String(parameter.prefix(64))
        self.message = message
    }
}

/// Everything that is wrong with the parameters of a list, in the order in which they were sent.
public struct ParameterErrors: Error, Sendable, Hashable {
    /// The errors; never empty when thrown.
    public let errors: [ParameterError]

    /// Several errors.
    public init(_ errors: [ParameterError]) {
        self.errors = errors
    }
}
