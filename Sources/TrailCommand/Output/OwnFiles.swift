import Foundation

/// The files that Trail itself needs or makes: `trail doctor` looks who may read them, and no
/// command may write anything else to them.
struct OwnFiles {
    /// One of them.
    struct File {
        /// What is to be made of its absence.
        enum Presence {
            /// It must be there.
            case required
            /// It is made, as the text says.
            case later(String)
            /// It is there from time to time.
            case passing
        }

        /// What it is, for people: `write-ahead log`.
        let name: String
        /// Where it is.
        let path: String
        /// What is to be made of its absence.
        let presence: Presence
    }

    /// All of them, those that others lie beside first.
    let all: [File]
    private let paths: Set<String>
    /// Folders of which every file is one of them.
    private let folders: [String]

    /// The files that `settings` name, and what is kept beside them.
    init(_ settings: Settings) throws {
        let store = try settings.storePath()
        let key = try settings.requiredText("signing.key")
        let secret = try settings.requiredText("secrets.key")
        let archive = settings.text("retention.archive")
        var files = [
            File(name: "store", path: store, presence: .required),
            File(name: "signing key", path: key, presence: .required),
            File(
                name: "secret",
                path: secret,
                presence: .later("the first start of the server makes it")
            ),
        ]
        files += Self.beside(store, Self.database + Self.store, of: nil)
        files += Self.beside(key, [(".heads", "signed heads")], of: nil)
        let search = settings.text("search.path") ?? store + ".search"
        files.append(File(name: "search index", path: search, presence: .passing))
        files += Self.beside(search, Self.database, of: "search index")
        let made = File.Presence.later("it is made when it is needed")
        if let spool = settings.text("spool.path") {
            files.append(File(name: "spool", path: spool, presence: made))
            files += Self.beside(spool, Self.database + [(".lock", "lock")], of: "spool")
        }
        if let archive { files.append(File(name: "archive", path: archive, presence: made)) }
        self.all = files
        // Whoever may read the pushed checkpoint is up to whom it is pushed to.
        let others = [settings.text("checkpoint.push")].compactMap(\.self)
        // What lies beside a file that is a link lies beside the file itself.
        let bases = [store, key, search] + [settings.text("spool.path")].compactMap(\.self)
        let suffixes = (Self.database + Self.store).map(\.0) + [".heads"]
        let beside = bases.flatMap { base in suffixes.map { Self.resolved(base) + $0 } }
        self.paths = Set((files.map(\.path) + others).map(Self.resolved) + beside)
        self.folders = [settings.text("destinations.folder"), archive].compactMap(\.self)
            .filter { !$0.isEmpty }.map { Self.resolved($0) + "/" }
    }

    /// What SQLite keeps beside a database.
    private static let database = [
        ("-wal", "write-ahead log"), ("-shm", "shared memory"), ("-journal", "journal"),
    ]
    /// What Trail keeps beside its store.
    private static let store = [
        (".lock", "lock of the server"), (".erasing", "lock of erasures"), (".losses", "losses"),
    ]

    private static func beside(
        _ path: String,
        _ suffixes: [(String, String)],
        of owner: String?
    ) -> [File] {
        suffixes.map { suffix, name in
            let name = owner.map { "\(name) of the \($0)" } ?? name
            return File(name: name, path: path + suffix, presence: .passing)
        }
    }

    /// Whether `path` names one of them, or a destination or archive, however it is spelled.
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
