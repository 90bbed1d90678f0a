import ArgumentParser
import Foundation
import Trail
import TrailSQLite

/// `trail doctor`: looks for what is wrong with an installation.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks settings, files, disk, clock, store and key.",
        discussion: """
            With --sources it walks every ledger and says of each recorder that numbers its events
            which of them never arrived.

            With --tracked it looks at an app's database instead, and says whether its tracked
            tables are still recorded as they were meant to be (see 'trail track').

            Exit status: 0 all well, 1 something needs attention, 2 it could not look.

            Examples:
              trail doctor
              trail doctor --sources
              trail doctor --tracked app.sqlite
            """
    )

    @Flag(help: "Prints JSON, a line a check.")
    var json = false

    @Flag(help: "Looks for events that recorders numbered and that are missing.")
    var sources = false

    @Option(
        help: ArgumentHelp(
            "Looks at the tracked tables of an app's SQLite database, and at nothing else.",
            valueName: "database"
        )
    )
    var tracked: String?

    func run() async throws {
        let checks = try await self.tracked.map(Self.tracked) ?? self.installation()
        for check in checks { self.tell(of: check) }
        guard checks.allSatisfy(\.isFine) else { throw ExitCode(1) }
    }

    /// Looks at what the settings name.
    private func installation() async throws -> [Check] {
        let settings = try await CommandSettings.load()
        for warning in settings.warnings { Output.note("trail: \(warning)") }
        var checks: [Check] = []
        checks.append(Check("settings", true, "valid"))
        checks += try Self.files(settings)
        checks.append(try Self.disk(settings))
        checks += Self.client(settings)
        checks += await Self.store(settings)
        if self.sources { checks += try await Self.sources(settings) }
        return checks
    }

    private func tell(of check: Check) {
        guard self.json else {
            return Output.line(
                "\(check.isFine ? "ok  " : "FAIL") \(check.name): \(check.finding)"
            )
        }
        Output.line(
            JSONLine(
                [
                    "check": .string(check.name), "ok": .bool(check.isFine),
                    "finding": .string(check.finding),
                ] as [String: JSON]
            ).text
        )
    }

    /// One thing that was looked at.
    struct Check {
        let name: String
        let isFine: Bool
        let finding: String

        init(_ name: String, _ isFine: Bool, _ finding: String) {
            self.name = name
            self.isFine = isFine
            self.finding = finding
        }
    }

    /// Files that hold secrets or events are for their owner alone.
    private static func files(_ settings: Settings) throws -> [Check] {
        let store = try StoreURL(settings.requiredText("store.url")).path
        let paths = [
            ("store", store),
            ("signing key", try settings.requiredText("signing.key")),
            ("secret", try settings.requiredText("secrets.key")),
        ]
        return paths.map { name, path in
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                let mode = attributes[.posixPermissions] as? NSNumber
            else { return Check(name, false, "\(path) does not exist or cannot be read") }
            let isPrivate = mode.intValue & 0o077 == 0
            let octal = String(mode.intValue, radix: 8)
            return Check(
                name,
                isPrivate,
                isPrivate ? "\(path), mode \(octal)" : "\(path) is open to others (mode \(octal))"
            )
        }
    }

    /// Who is believed about clients, and what tells where they are.
    private static func client(_ settings: Settings) -> [Check] {
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

    private static func disk(_ settings: Settings) throws -> Check {
        let store = try StoreURL(settings.requiredText("store.url")).path
        let folder = URL(fileURLWithPath: store).deletingLastPathComponent().path
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder),
            let free = attributes[.systemFreeSize] as? NSNumber,
            let size = attributes[.systemSize] as? NSNumber, size.doubleValue > 0
        else { return Check("disk", false, "cannot tell how much room \(folder) has") }
        let percent = Int(free.doubleValue * 100 / size.doubleValue)
        return Check(
            "disk",
            percent >= 10,
            "\(percent) % free"
                + (percent < 10
                    ? "; page events are refused below 10 %, most others below 5 %" : "")
        )
    }

    private static func store(_ settings: Settings) async -> [Check] {
        do {
            let key = try LedgerKey.load(from: settings.requiredText("signing.key"))
            let store = try await OpenStore.reading(settings)
            var checks = [Check("key", true, key.verifierText)]
            for tenant in try await store.tenants() {
                guard let head = try await store.head(of: tenant) else { continue }
                let isAhead = head.recordedAt > Timestamp.now().advanced(by: .seconds(300))
                checks.append(
                    Check(
                        "ledger \(tenant)",
                        !isAhead,
                        isAhead
                            ? "its head is more than 5 minutes ahead of this clock"
                            : "\(head.size) events, signed; run 'trail verify' to recompute them"
                    )
                )
            }
            return checks
        } catch {
            return [Check("store", false, CommandFailure(error)?.sentence ?? "\(error)")]
        }
    }
}
