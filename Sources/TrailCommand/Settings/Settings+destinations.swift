import Foundation
import Trail
import TrailSQLite
import TrailServer

extension Settings {
    /// The secrets of the server.
    func secrets() throws -> SecretFile.Secrets {
        try SecretFile(path: self.requiredText("secrets.key")).loadOrCreate()
    }

    /// What can be used as destinations.
    ///
    /// - Throws: ``CommandFailure`` for a folder that is none, ``Trail/TrailError`` for a host that
    ///   is none.
    func destinations(store path: String, _ secrets: SecretFile.Secrets) throws -> Destinations {
        Destinations(
            engines: try self.sqliteDestinations(store: path).map { [$0] } ?? [],
            allowedHosts: try self.allowedHosts(),
            vault: PasswordVault(secret: secrets.current, olderSecrets: secrets.older)
        )
    }

    /// The hosts that may be connected to.
    func allowedHosts() throws -> AllowedHosts {
        do {
            return try AllowedHosts(self.list("destinations.allowed-hosts"))
        } catch {
            throw CommandFailure("destinations.allowed-hosts: \(error.message)")
        }
    }

    /// The SQLite files that may be destinations; `nil` where none may.
    func sqliteDestinations(store path: String) throws -> SQLiteDestinationEngine? {
        guard let folder = self.text("destinations.folder"), !folder.isEmpty else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
            isFolder.boolValue
        else {
            throw CommandFailure("destinations.folder: there is no folder at \(folder)")
        }
        return SQLiteDestinationEngine(folder: folder, reserved: [path])
    }
}
