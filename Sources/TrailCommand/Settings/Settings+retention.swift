import Trail
import TrailServer

extension Settings {
    /// How retention runs over the events of `ledger`.
    func retention(of ledger: any Ledger) throws -> RetentionConfiguration {
        var configuration = try self.read(RetentionConfiguration.init(config:))
        configuration.archive = self.archiveFolder(of: ledger)
        return configuration
    }

    /// Where archives are, for whoever erases.
    func archives(of ledger: any Ledger) -> any ErasurePlace {
        guard let folder = self.archiveFolder(of: ledger) else {
            return MissingArchives(of: ledger)
        }
        return folder
    }

    /// The folder of archives; `nil` where none is configured.
    func archiveFolder(of ledger: any Ledger) -> ArchiveFolder? {
        self.text("retention.archive").map {
            ArchiveFolder(path: $0, ledger: ledger, coding: GzipCoding())
        }
    }
}
