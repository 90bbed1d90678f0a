import Testing
import Trail

@testable import TrailServer

@Suite struct PrincipalTests {
    @Test func `permissions have the seed's names from the start`() {
        let names = Principal.Permission.allCases.map(\.rawValue)
        for name in ["view_logs", "view_all_logs", "manage_database_config"] {
            #expect(names.contains(name))
        }
    }

    @Test func `reading everything permits to change nothing`() {
        let reader = Principal(
            id: "auditor",
            permissions: [.viewAllLogs],
            tenant: .default
        )
        for permission in Principal.Permission.allCases where permission != .viewAllLogs {
            #expect(!reader.may(permission))
        }
        #expect(Principal.permissions(of: .read) == [.viewAllLogs])
    }
}
