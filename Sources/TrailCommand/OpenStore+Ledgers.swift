import Logging
import Trail
import TrailSQLite

extension OpenStore {
    /// All ledgers, those in destinations included, for a tool that writes to any of them.
    ///
    /// With `toMend` destinations are opened under the right to serve, although their tables or
    /// indexes were altered.
    func ledgers(toMend: Bool = false) async throws -> RoutedStore {
        let opener = try DestinationOpener(
            self.settings,
            role: toMend ? .server : .tool,
            sealer: self.sealer,
            mendsTables: toMend,
            logger: Self.toolLogger
        )
        return try await RoutedStore(
            main: self.store,
            configuration: self.store,
            open: opener.open
        )
    }

    /// All ledgers, those in destinations included, to be read.
    static func ledgers(
        reading main: SQLiteEventStore,
        _ settings: Settings
    ) async throws -> RoutedStore {
        let opener = try DestinationOpener(
            settings,
            role: .tool,
            sealer: nil,
            logger: Self.toolLogger
        )
        return try await RoutedStore(main: main, configuration: main, open: opener.open)
    }

    private static var toolLogger: Logger {
        Logger(label: "trail", factory: StreamLogHandler.standardError(label:))
    }
}
