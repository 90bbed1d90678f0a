extension Event {
    /// Who acted: the `who` section of an event.
    public struct Actor: Sendable, Hashable {
        /// What sort of actor it is.
        public var type: ActorType
        /// The actor's id in the system that knows it; `nil` when anonymous.
        public var id: String?
        /// A name for people to read.
        public var name: String?
        /// Whether the identity was proved to whoever recorded the event.
        ///
        /// An unverified identity is a claim and is never matched as that actor's own event.
        public var isVerified: Bool
        /// The actor in whose name it was done (impersonation).
        public var onBehalfOf: Represented?
        /// The session of the client.
        public var session: String?
        /// The credential that was used, or the credential by which an identity was asserted.
        public var credential: String?

        /// An actor; anonymous unless told otherwise.
        public init(
            type: ActorType = .anonymous,
            id: String? = nil,
            name: String? = nil,
            isVerified: Bool = false,
            onBehalfOf: Represented? = nil,
            session: String? = nil,
            credential: String? = nil
        ) {
            self.type = type
            self.id = id
            self.name = name
            self.isVerified = isVerified
            self.onBehalfOf = onBehalfOf
            self.session = session
            self.credential = credential
        }
    }

    /// What sort of actor acted.
    ///
    /// The raw value is sealed and never changes.
    public enum ActorType: String, Sendable, Hashable, CaseIterable {
        /// A person with an account.
        case user
        /// A program with an identity of its own.
        case service
        /// The system itself.
        case system
        /// Nobody known.
        case anonymous
    }

    /// The actor in whose name another one acted.
    public struct Represented: Sendable, Hashable {
        /// What sort of actor it is.
        public var type: ActorType
        /// Its id.
        public var id: String
        /// A name for people to read.
        public var name: String?

        /// A represented actor.
        public init(type: ActorType = .user, id: String, name: String? = nil) {
            self.type = type
            self.id = id
            self.name = name
        }
    }
}
