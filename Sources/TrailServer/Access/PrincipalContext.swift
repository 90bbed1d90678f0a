public import Hummingbird
internal import Trail

/// The context of a request that knows who asks.
///
/// An app that mounts Trail's routes conforms its own context and sets the principal from its own
/// sign-in, in a middleware that stands before the routes.
public protocol PrincipalContext: RemoteAddressRequestContext {
    /// Who asks; `nil` where nobody has said.
    var principal: Principal? { get set }
}

extension PrincipalContext {
    /// Who asks.
    ///
    /// - Throws: ``Problem`` 401 where nobody has said who they are.
    func authenticated() throws(Problem) -> Principal {
        guard let principal = self.principal else {
            throw Problem(.unauthenticated, headers: [.wwwAuthenticate: Self.challenge])
        }
        return principal
    }

    /// Who asks, when they may do this.
    ///
    /// - Throws: ``Problem`` 401 or 403.
    func authorized(_ permission: Principal.Permission) throws(Problem) -> Principal {
        let principal = try self.authenticated()
        guard principal.may(permission) else { throw .missing(permission, of: principal) }
        return principal
    }

    /// Who asks, when they may administer their tenant.
    ///
    /// - Throws: ``Problem`` 401 or 403.
    func authorizedToAdminister() throws(Problem) -> Principal {
        let principal = try self.authenticated()
        guard principal.isAdministrator else {
            let missing = Principal.Permission.allCases.first { !principal.may($0) }
            throw .missing(missing ?? .viewAllLogs, of: principal)
        }
        return principal
    }

    /// Who asks, when they may read events, be it only their own.
    ///
    /// - Throws: ``Problem`` 401 or 403.
    func authorizedToRead() throws(Problem) -> Principal {
        let principal = try self.authenticated()
        guard principal.may(.viewAllLogs) || principal.may(.viewLogs) else {
            throw .missing(.viewLogs, of: principal)
        }
        return principal
    }

    static var challenge: String { "Bearer realm=\"trail\"" }
}

extension Problem {
    /// A principal lacks a permission.
    static func missing(_ permission: Principal.Permission, of principal: Principal) -> Self {
        guard !principal.mustChangePassword else {
            return Self(.forbidden, "Change your password first.")
        }
        return Self(.forbidden, "You need the '\(permission.rawValue)' permission to do this.")
    }

    /// A principal is of another tenant than the one it names.
    static let otherTenant = Self(.forbidden, "The credential is of another tenant.")

    /// What was presented is not accepted.
    static let refusedToken = Self(
        .unauthenticated,
        "The token is not accepted.",
        headers: [.wwwAuthenticate: "Bearer realm=\"trail\", error=\"invalid_token\""]
    )
}
