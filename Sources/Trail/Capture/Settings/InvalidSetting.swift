/// Which setting cannot be used, and why: the cause of a ``TrailError`` of kind
/// `invalidConfiguration` that was thrown when settings were read.
///
/// Whoever knows where a value came from makes a sentence of its own from it.
package struct InvalidSetting: Error, Sendable, Hashable {
    /// Why a value cannot be used.
    package enum Reason: Sendable, Hashable {
        /// It is not this.
        case expected(String)
        /// It is what is expected, but of no use: a file is not there, a key is none.
        case unusable(String)
    }

    /// The name of the setting: `jwt.leeway`.
    package let key: String
    /// Why its value cannot be used; says nothing of a secret.
    package let reason: Reason

    /// The setting `key` cannot be used for `reason`.
    package init(_ key: String, _ reason: Reason) {
        self.key = key
        self.reason = reason
    }

    /// The error of whoever knows the setting by its key alone.
    package var error: TrailError {
        let message =
            switch self.reason {
            case .expected(let expected): "'\(self.key)' must be \(expected)"
            case .unusable(let reason): "'\(self.key)': \(reason)"
            }
        return TrailError(.invalidConfiguration, message, cause: self)
    }
}
