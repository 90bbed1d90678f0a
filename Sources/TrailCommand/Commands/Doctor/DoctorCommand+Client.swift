import Trail

extension DoctorCommand {
    /// Who is believed about clients, and what tells where they are.
    static func client(_ settings: Settings) -> [Check] {
        var checks: [Check] = []
        do {
            let proxies = try settings.clientReader().proxies
            let ranges = proxies.ranges.map(\.description).joined(separator: ", ")
            checks.append(
                Check(
                    "proxies",
                    true,
                    ranges.isEmpty ? "none" : "\(ranges), \(proxies.header.rawValue)"
                )
            )
        } catch {
            checks.append(Check("proxies", false, "\(error)"))
        }
        guard let path = settings.text("geoip.path"), !path.isEmpty else { return checks }
        do {
            let database = try GeoDatabase(path: path)
            checks.append(Check("geoip", true, "\(path), \(database.type)"))
        } catch {
            checks.append(Check("geoip", false, "\(error)"))
        }
        return checks
    }
}
