/// A database in which events may be kept besides the main store, as stored: its password is
/// sealed.
public struct Destination: Sendable, Hashable {
    /// Its key, for ever the same: a UUID.
    public let id: EventID
    /// What people call it; of one tenant no two are called the same.
    public var name: String
    /// Where it is.
    public var place: Place
    /// As whom it is entered.
    public var login: Login
    /// What is kept there.
    public var route: Route
    /// How it was when somebody last looked; `nil` where nobody has.
    public var health: Health?
    /// When it was made.
    public let createdAt: Timestamp
    /// When it was changed.
    public var updatedAt: Timestamp
    /// Counts the changes, so that nobody overwrites what they have not seen; kept by the store.
    public var revision: Int64

    /// A new destination.
    public init(id: EventID, name: String, place: Place, route: Route, createdAt: Timestamp) {
        self.id = id
        self.name = name
        self.place = place
        self.login = Login()
        self.route = route
        self.createdAt = createdAt
        self.updatedAt = createdAt
        self.revision = 0
    }
}

extension Destination {
    /// Where a destination is.
    public struct Place: Sendable, Hashable {
        /// Which sort of database it is.
        public var engine: Engine
        /// The host that serves it: a name or an address; `localhost` for a file.
        public var host: String
        /// The port; `nil` for the usual one of the engine.
        public var port: Int?
        /// The name of the database there.
        public var database: String

        /// The host of a database that is a file.
        public static let ownHost = "localhost"

        /// A place.
        public init(engine: Engine, host: String = ownHost, port: Int? = nil, database: String) {
            self.engine = engine
            self.host = host
            self.port = port
            self.database = database
        }

        /// Whether a password for one may be shown to whoever serves the other.
        public func isSameServer(as other: Self) -> Bool {
            (self.engine, self.host, self.port) == (other.engine, other.host, other.port)
        }
    }

    /// As whom a destination is entered.
    public struct Login: Sendable, Hashable {
        /// The name; `nil` for none.
        public var username: String?
        /// The password, sealed for this destination at its place; `nil` for none.
        public var password: [UInt8]?

        /// A login; of nobody at first.
        public init(username: String? = nil, password: [UInt8]? = nil) {
            self.username = username
            self.password = password
        }
    }

    /// What is kept in a destination.
    public struct Route: Sendable, Hashable {
        /// Whose events; `nil` for those of every tenant that has no destination of its own.
        public var tenant: TenantID?
        /// Whether it comes before others of the same tenant.
        public var isPrimary: Bool
        /// Whether it is in force.
        public var isActive: Bool

        /// A route.
        public init(tenant: TenantID?, isPrimary: Bool = false, isActive: Bool = true) {
            self.tenant = tenant
            self.isPrimary = isPrimary
            self.isActive = isActive
        }
    }

    /// How a destination was when somebody looked.
    public struct Health: Sendable, Hashable {
        /// When.
        public var checkedAt: Timestamp
        /// What was wrong, a sentence without secrets; `nil` for nothing.
        public var fault: String?

        /// A finding.
        public init(checkedAt: Timestamp, fault: String?) {
            self.checkedAt = checkedAt
            self.fault = fault
        }

        /// Whether nothing was wrong.
        public var isHealthy: Bool { self.fault == nil }
    }
}
