import Foundation
import Trail
import TrailSQLite

extension DoctorCommand {
    /// The most files that are listed.
    private static let listedStrays = 20

    /// What lies in the folder of archives and is none of a recorded removal.
    static func archives(_ settings: Settings) async -> [Check] {
        guard let path = settings.text("retention.archive"),
            FileManager.default.fileExists(atPath: path),
            // A store that cannot be opened is told of elsewhere.
            let store = try? await OpenStore.reading(settings)
        else { return [] }
        do {
            let ledgers = try await OpenStore.ledgers(reading: store, settings)
            let strays = try await settings.archiveFolder(of: ledgers)?.strays() ?? []
            guard !strays.isEmpty else {
                return [Check("archives", true, "a sealed record names each of them")]
            }
            var checks = strays.prefix(Self.listedStrays).map {
                Check("archives", false, Self.finding($0, in: path))
            }
            let rest = strays.count - checks.count
            if rest > 0 { checks.append(Check("archives", false, "and \(rest) more files")) }
            return checks
        } catch {
            return [Check("archives", false, CommandFailure(error)?.sentence ?? "\(error)")]
        }
    }

    private static func finding(_ stray: ArchiveStray, in folder: String) -> String {
        let path = "\(folder)/\(stray.name)"
        return switch stray.what {
        case .unfinished:
            "\(path) is what a run left that was ended; the next run of retention deletes it"
        case .unrecorded:
            "\(path) is an archive that no sealed record names; "
                + "'trail import --archive FILE --verify' says what it is"
        case .unreadable:
            "\(path) cannot be read as an archive, so no erasure reaches it; move or mend it"
        }
    }
}
