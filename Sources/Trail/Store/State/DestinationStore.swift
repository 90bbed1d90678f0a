/// Keeps the destinations of a server.
public protocol DestinationStore: Sendable {
    /// Adds a destination.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken within its tenant, or among
    ///   the destinations of all tenants.
    func add(_ destination: Destination) async throws

    /// All destinations by name; of one name that of all tenants first.
    func destinations() async throws -> [Destination]

    /// Replaces a destination, unless it has changed since it was read.
    ///
    /// When it was made and how it was found stay as they are stored; what was found is forgotten
    /// where the place or the login changes.
    /// - Returns: Whether it was replaced; it then has the next revision.
    /// - Throws: ``TrailError`` `idConflict` as adding one.
    func replace(_ destination: Destination) async throws -> Bool

    /// Removes a destination, unless it has changed since it was read.
    ///
    /// - Returns: Whether it was removed.
    func remove(_ destination: Destination) async throws -> Bool

    /// Keeps how a destination was found, unless it has changed since it was read.
    func note(_ health: Destination.Health, of destination: Destination) async throws
}
