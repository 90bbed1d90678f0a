public import Trail

extension TrailServerConfiguration {
    /// The dashboard: the log's pages for people.
    public struct Dashboard: Sendable {
        /// Whether it is served.
        public var isServed = true
        /// The path below which it is.
        public var path = "/dashboard"
        /// The kinds whose lists the navigation shows.
        ///
        /// It hides lists from view; who may read what is decided by permissions alone.
        public var kinds = Set(Event.Kind.allCases)
        /// Where people sign in to the app that the dashboard is mounted in.
        ///
        /// Whoever has not signed in is sent there. Where Trail's own sign-in is served, and
        /// nothing is set here, that one is used.
        public var signInURL: String?

        /// The defaults.
        public init() {}
    }
}
