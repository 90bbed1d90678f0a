import HTTPTypes
import Trail
import TrailServer

/// Who may ask: everybody of whom the access matrix tells.
enum Role: String, CaseIterable, Sendable {
    case nobody
    /// API tokens.
    case ingestToken, readToken, adminToken
    /// Users with one permission each, or none.
    case powerless, viewLogs, viewAllLogs, ingest, manageRetention, erase, manageDatabaseConfig
    /// A user with every permission.
    case administrator
    case superuser
    /// A user who has to change the password first.
    case newcomer
    /// The same of another tenant.
    case otherAdminToken, otherAdministrator, otherViewer

    /// What the role may do within its tenant.
    var permissions: Set<Principal.Permission> {
        switch self {
        case .nobody, .powerless, .newcomer: []
        case .ingestToken, .ingest: [.ingest]
        case .readToken, .viewAllLogs, .otherViewer: [.viewAllLogs]
        case .viewLogs: [.viewLogs]
        case .manageRetention: [.manageRetention]
        case .erase: [.erase]
        case .manageDatabaseConfig: [.manageDatabaseConfig]
        case .adminToken, .administrator, .superuser, .otherAdminToken, .otherAdministrator:
            Set(Principal.Permission.allCases)
        }
    }

    var isToken: Bool {
        [.ingestToken, .readToken, .adminToken, .otherAdminToken].contains(self)
    }

    /// Whether it belongs to another tenant than what there is to see.
    var isForeign: Bool { self.rawValue.hasPrefix("other") }

    /// Those of another tenant.
    static let foreign = Self.allCases.filter(\.isForeign)

    /// The header fields by which the role shows who it is.
    func credentials(_ server: TestServer) async throws -> HTTPFields {
        guard self != .nobody else { return [:] }
        let tenant = self.isForeign ? try TenantID("other") : .default
        guard self.isToken else {
            let user = try await server.addUser(
                self.rawValue,
                self == .newcomer ? Set(Principal.Permission.allCases) : self.permissions,
                tenant: tenant,
                isSuperuser: self == .superuser || self == .newcomer,
                mustChange: self == .newcomer
            )
            return try await server.cookie(of: user)
        }
        let scope: APIToken.Scope =
            switch self {
            case .ingestToken: .ingest
            case .readToken: .read
            default: .admin
            }
        let secret = try await server.token([scope], name: self.rawValue, tenant: tenant)
        return [.authorization: "Bearer " + secret]
    }
}
