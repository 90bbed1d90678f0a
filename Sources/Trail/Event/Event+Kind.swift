extension Event {
    /// Which record an event is.
    ///
    /// The raw value is sealed and never changes.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A client went to a path.
        case page
        /// An actor did something to an object through an endpoint.
        case action
        /// A row changed.
        case crud
        /// A login, logout, failed login, token refresh or password change.
        case login
        /// An HTTP exchange.
        case request
        /// A cross-origin call.
        case cors
        /// Something inside the system failed or was done.
        case system
    }
}
