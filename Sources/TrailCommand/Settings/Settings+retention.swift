import Trail
import TrailServer

extension Settings {
    /// How retention runs over the events of `ledger`.
    func retention(of ledger: any Ledger) throws -> RetentionConfiguration {
        var configuration = try self.read(RetentionConfiguration.init(config:))
        if let path = self.text("retention.archive") {
            configuration.archive = ArchiveFolder(
                path: path,
                ledger: ledger,
                coding: GzipCoding()
            )
        }
        return configuration
    }
}
