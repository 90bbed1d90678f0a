import Foundation

/// The files that Trail itself needs, which no command may write anything else to.
struct OwnFiles {
    /// What is kept beside a file, under its name and one of these.
    private static let suffixes = [
        "", "-wal", "-shm", "-journal", ".lock", ".losses", ".search", ".search-wal", ".search-shm",
        ".heads",
    ]

    private let paths: Set<String>
    /// Folders of which every file is one of them.
    private let folders: [String]

    /// The files that `settings` name.
    init(_ settings: Settings) throws {
        let named = [
            try StoreURL(settings.requiredText("store.url")).path,
            try settings.requiredText("signing.key"),
            try settings.requiredText("secrets.key"),
            settings.text("search.path"), settings.text("spool.path"),
            settings.text("checkpoint.push"),
        ]
        self.paths = Set(
            named.compactMap(\.self).flatMap { path in
                Self.suffixes.map { Self.resolved(path) + $0 }
            }
        )
        self.folders = ["destinations.folder", "retention.archive"].compactMap {
            settings.text($0).map { Self.resolved($0) + "/" }
        }
    }

    /// Whether `path` names one of them, however it is spelled.
    func contains(_ path: String) -> Bool {
        let path = Self.resolved(path)
        return self.paths.contains(path) || self.folders.contains(where: path.hasPrefix)
    }

    /// The path of the file itself; of one that is not there, that of its folder with its name.
    private static func resolved(_ path: String) -> String {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().resolvingSymlinksInPath().path
        return URL(fileURLWithPath: folder + "/" + file.lastPathComponent)
            .resolvingSymlinksInPath().path
    }
}
