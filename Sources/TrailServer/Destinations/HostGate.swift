package import Trail

/// The one way from the name of a host to an address: what is not allowed is not reached.
///
/// A name is looked up once, and only the address that was allowed then may be connected to; a
/// name server that answers otherwise the next time changes nothing.
package struct HostGate: Sendable {
    /// Looks a name up.
    package typealias Resolver = @Sendable (String) async throws -> [IPAddress]

    private let allowed: AllowedHosts
    private let resolve: Resolver

    /// A gate for the hosts that are `allowed`.
    package init(_ allowed: AllowedHosts, resolve: @escaping Resolver = HostResolver.addresses) {
        self.allowed = allowed
        self.resolve = resolve
    }

    /// The address to connect to.
    ///
    /// - Throws: ``Trail/DestinationFault`` for a host that is not allowed or that has no address;
    ///   `CancellationError`.
    package func address(of host: String, port: Int) async throws -> IPAddress {
        if let objection = self.allowed.objection(to: host, port: port) {
            throw DestinationFault(objection)
        }
        // Listed as an address it may be any.
        if let address = IPAddress(host) { return address }
        let addresses: [IPAddress]
        do {
            addresses = try await self.resolve(AllowedHosts.canonical(host))
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DestinationFault("The host has no address.")
        }
        guard !addresses.isEmpty else { throw DestinationFault("The host has no address.") }
        guard let address = addresses.first(where: { self.allowed.allows($0, port: port) }) else {
            throw DestinationFault(
                "The name of the host leads to an address that is not among "
                    + "destinations.allowed-hosts of the server."
            )
        }
        return address
    }
}
