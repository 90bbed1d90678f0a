import Logging
import Trail
import TrailSQLite

extension OpenStore {
    /// All ledgers, those in destinations included, for a tool that writes to any of them.
    func ledgers() async throws -> RoutedStore {
        let opener = try DestinationOpener(
            self.settings,
            role: .tool,
            sealer: self.sealer,
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
