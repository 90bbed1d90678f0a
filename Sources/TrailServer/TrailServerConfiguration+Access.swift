extension TrailServerConfiguration {
    /// How people sign in.
    public struct Access: Sendable {
        /// Parts of the server's own sign-in that are served.
        ///
        /// An app that mounts the routes and has a sign-in of its own takes none of them, or
        /// ``tokens`` alone.
        public struct Resources: OptionSet, Sendable, Hashable {
            /// The parts as bits.
            public let rawValue: Int

            /// A set of parts.
            public init(rawValue: Int) { self.rawValue = rawValue }

            /// `session/`: signing in and out with name and password, by a cookie.
            public static let session = Self(rawValue: 1)
            /// `users/`: who may sign in so.
            public static let users = Self(rawValue: 2)
            /// `tokens/`: API tokens for programs.
            public static let tokens = Self(rawValue: 4)
            /// All of them.
            public static let all: Self = [.session, .users, .tokens]
        }

        /// How often somebody may be wrong about a password.
        public struct Attempts: Sendable, Hashable {
            /// Attempts at once from one address.
            public var fromOneAddress = 10
            /// After how long one more may come from it.
            public var addressInterval: Duration = .seconds(20)
            /// Attempts at once on one name.
            public var onOneName = 30
            /// After how long one more may be made on it.
            public var nameInterval: Duration = .seconds(5)
        }

        /// How long a session lasts; `nil` for until the browser is closed, a day at most.
        public var sessionAge: Duration?
        /// How often somebody may be wrong about a password.
        public var attempts = Attempts()
        /// What hashing a password costs.
        package var passwordCost = PasswordCost.standard

        /// How long a session without an age lasts: browsers keep "until closed" cookies much
        /// longer than their users think.
        public static let longestLife: Duration = .seconds(24 * 3_600)
    }
}
