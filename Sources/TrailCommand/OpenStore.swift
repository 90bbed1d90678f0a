import Foundation
import Logging
import MerkleLog
import Trail
import TrailSQLite

/// The store that the settings name, opened, with the key that signs its ledgers.
struct OpenStore: Sendable {
    /// The store.
    let store: SQLiteEventStore
    /// The key.
    let key: LedgerKey
    /// What the key has signed last.
    let memory: SignerMemory
    /// Seals by the key, for all stores.
    let sealer: Sealer
    /// The settings by which it was opened.
    let settings: Settings

    /// Opens the store for writing.
    ///
    /// - Parameters:
    ///   - settings: Where it is.
    ///   - role: Whether this process is the one that serves it.
    ///   - clock: By which events are sealed.
    ///   - isRepair: Whether the key's memory is left aside, to accept an older head.
    ///   - mendsTables: Whether it is opened although its tables or indexes were altered.
    /// - Throws: ``CommandFailure`` for a store whose key is gone, and what opening throws.
    init(
        _ settings: Settings,
        role: SQLiteConfiguration.Role,
        clock: any WallClock = SystemWallClock(),
        isRepair: Bool = false,
        mendsTables: Bool = false
    ) async throws {
        self.settings = settings
        let path = try settings.storePath()
        let keyPath = try settings.requiredText("signing.key")
        try Self.refuseFolder(path, "store.url")
        try Self.refuseFolder(keyPath, "signing.key")
        let isNew = !FileManager.default.fileExists(atPath: path)
        if !isNew, !FileManager.default.fileExists(atPath: keyPath) {
            throw CommandFailure(
                "there is a store at \(path), but no key at \(keyPath) (signing.key); "
                    + "a new key could not continue its ledgers"
            )
        }
        self.key = try LedgerKey.loadOrCreate(at: keyPath, name: Self.serverName(settings))
        try Self.refuseOtherName(settings, than: self.key)
        self.memory = try SignerMemory(
            path: keyPath + ".heads",
            // Standard output is for results.
            logger: Logger(label: "trail", factory: StreamLogHandler.standardError(label:))
        )
        self.sealer = Sealer(
            key: self.key,
            serverName: self.key.name,
            clock: clock,
            memory: isRepair ? nil : self.memory
        )
        var configuration = try settings.sqlite(at: path, role: role)
        configuration.isForRepair = mendsTables
        self.store = try await SQLiteEventStore.open(configuration, sealer: self.sealer)
    }

    /// Those of `ledgers` that hold events and of which the key remembers nothing, by tenant.
    ///
    /// An older copy in the place of one of them would go unnoticed. Ledgers in databases that
    /// cannot be used or are damaged are passed over.
    func forgotten(in ledgers: RoutedStore) async throws -> [TenantID] {
        var forgotten: [TenantID] = []
        for tenant in try await ledgers.knownTenants().tenants
        where self.memory.last(origin: "\(self.key.name)/\(tenant)") == nil {
            do {
                guard let head = try await ledgers.head(of: tenant), head.size > 0 else { continue }
                forgotten.append(tenant)
            } catch is TrailError {
                continue
            }
        }
        return forgotten
    }

    /// Refuses a `server.name` that is not the key's, whoever reads it.
    static func refuseOtherName(
        _ settings: Settings,
        than key: LedgerKey
    ) throws(CommandFailure) {
        guard let name = settings.text("server.name"), name != key.name else { return }
        let path = settings.text("signing.key") ?? ""
        throw CommandFailure(
            "server.name is \(name), but the key at \(path) signs as \(key.name), "
                + "which its ledgers keep for ever; leave server.name out or use that name"
        )
    }

    /// Opens a store that must exist for reading: a mistyped path must not look like an empty log.
    static func reading(_ settings: Settings) async throws -> SQLiteEventStore {
        let path = try Self.existingPath(settings)
        return try await SQLiteEventStore.open(
            settings.sqlite(at: path, role: .tool),
            sealer: nil
        )
    }

    /// The path of the store, which must be there.
    @discardableResult
    static func existingPath(_ settings: Settings) throws -> String {
        let path = try settings.storePath()
        try Self.refuseFolder(path, "store.url")
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("there is no store at \(path) (store.url)")
        }
        return path
    }

    private static func refuseFolder(_ path: String, _ setting: String) throws(CommandFailure) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        else { return }
        throw CommandFailure("\(setting): \(path) is a folder; name a file")
    }

    /// The name that a new key gets: as configured, else the host under which the server is known.
    private static func serverName(_ settings: Settings) -> String {
        if let name = settings.text("server.name") { return name }
        if let url = settings.text("http.public-url").flatMap(URL.init(string:)),
            let host = url.host
        {
            return host
        }
        return ProcessInfo.processInfo.hostName
    }
}
