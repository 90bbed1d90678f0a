import Trail
import TrailServer

extension Settings {
    /// How retention runs over the events of `ledger`.
    func retention(of ledger: any Ledger) throws -> RetentionConfiguration {
        var configuration = RetentionConfiguration()
        if let days = self.text("retention.default-days") {
            configuration.defaultDays = try SettingValue.integer(
                days,
                key: "retention.default-days"
            )
        }
        configuration.schedule = try SettingValue.timeOfDay(
            self.requiredText("retention.run-at"),
            key: "retention.run-at"
        )
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
