import Trail
import TrailSQLite

extension DoctorCommand {
    /// The most gaps of one source that are listed.
    private static let listedGaps = 20

    /// What each ledger holds of the events that its sources numbered.
    static func sources(_ settings: Settings) async throws -> [Check] {
        let store = try await OpenStore.reading(settings)
        let ledgers = try await OpenStore.ledgers(reading: store, settings)
        var checks: [Check] = []
        for tenant in try await ledgers.tenants() {
            let found = try await SourceGaps.find(in: ledgers, of: tenant)
            for report in found.reports { checks += Self.checks(report, of: tenant) }
            if found.untold > 0 {
                let finding = "\(found.untold) events of further sources were not looked at"
                checks.append(Check("sources \(tenant)", false, finding))
            }
        }
        guard checks.isEmpty else { return checks }
        return [Check("sources", true, "no recorder numbers its events")]
    }

    private static func checks(_ report: SourceReport, of tenant: TenantID) -> [Check] {
        let name = "source \(Self.printable(report.source)) (\(tenant))"
        var summary = "\(report.received) events up to number \(report.highest)"
        summary += report.missing == 0 ? ", none missing" : ", \(report.missing) missing"
        if report.repeated > 0 {
            summary += ", \(report.repeated) with a number that was there before"
        }
        var checks = [Check(name, report.missing == 0 && report.repeated == 0, summary)]
        checks += report.gaps.suffix(Self.listedGaps).map {
            Check(name, $0.removedRows > 0, $0.description)
        }
        let rest = report.gaps.count - Self.listedGaps
        if rest > 0 { checks.append(Check(name, false, "and \(rest) older gaps")) }
        return checks
    }

    /// A name without what would move a terminal's cursor: whoever sends events chose it.
    private static func printable(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 32 }))
    }
}
