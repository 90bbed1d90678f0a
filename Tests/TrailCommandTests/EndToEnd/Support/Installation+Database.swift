import Foundation
import GRDB
import Testing

extension Installation {
    /// An installation with 300 events, sealed.
    static func sealed() async throws -> Installation {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "300", "--seed", "3").status == 0)
        return installation
    }

    /// Runs statements on a store behind its back.
    func execute(_ sql: String, on store: String = "trail.sqlite") async throws {
        let database = try DatabaseQueue(path: self.file(store).path)
        try await database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }
}
