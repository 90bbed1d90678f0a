/// A sort of database that this process can use as a destination.
public protocol DestinationEngine: Sendable {
    /// Which sort it is.
    var engine: Destination.Engine { get }

    /// The port of a server that names none; `nil` for an engine without servers.
    ///
    /// Hosts of an engine that has servers must be allowed before they are reached.
    var usualPort: Int? { get }

    /// What speaks against a place, before anything is reached; `nil` for nothing.
    func objection(to place: Destination.Place) -> DestinationObjection?

    /// Looks whether the database can be used, and changes nothing in it.
    ///
    /// Ends soon after its task is cancelled.
    /// - Throws: ``DestinationFault`` for what is wrong; of any other error nobody is told more
    ///   than that there was one.
    func check(_ target: DestinationTarget) async throws
}

/// What is wrong with one field of a destination.
public struct DestinationObjection: Error, Sendable, Hashable {
    /// The field, by the name that clients use.
    public let field: String
    /// A sentence.
    public let reason: String

    /// An objection.
    public init(_ field: String, _ reason: String) {
        self.field = field
        self.reason = reason
    }
}

/// Why a destination cannot be used: a sentence for whoever manages it, without secrets.
public struct DestinationFault: Error, Sendable, Hashable {
    /// The sentence.
    public let reason: String

    /// A fault.
    public init(_ reason: String) {
        self.reason = reason
    }
}

/// A destination that is about to be reached.
public struct DestinationTarget: Sendable {
    /// Where it is.
    public let place: Destination.Place
    /// The only address that may be connected to, since it was allowed; `nil` for a file.
    public let address: IPAddress?
    /// The name by which it is entered.
    public let username: String?
    /// The password, open.
    public let password: String?

    /// A target.
    public init(
        _ place: Destination.Place,
        address: IPAddress? = nil,
        username: String? = nil,
        password: String? = nil
    ) {
        self.place = place
        self.address = address
        self.username = username
        self.password = password
    }
}
