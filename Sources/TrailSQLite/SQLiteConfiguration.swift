/// Where a SQLite store is, and how much memory and patience it has.
public struct SQLiteConfiguration: Sendable, Hashable {
    /// What a process does with the store.
    public enum Role: Sendable, Hashable {
        /// It serves: one process at a time.
        case server
        /// It reads, verifies or cleans up, possibly beside a server.
        case tool
    }

    /// The index for text search: a file that can be deleted at any time.
    public struct Search: Sendable, Hashable {
        /// Whether there is one.
        ///
        /// Without it searches read events one by one, and a server deletes one that is there.
        public var isEnabled = true
        /// Its path; `nil` for that of the store with `.search` behind it.
        public var path: String?

        /// An index beside the store.
        public init() {}
    }

    /// The path of the database file.
    ///
    /// SQLite keeps two files beside it, `-wal` and `-shm`, and
    /// Trail one, `.lock`; they belong together.
    public var path: String
    /// What this process does with it.
    public var role: Role
    /// The search index.
    public var search = Search()
    /// Whether a file that does not exist is an error rather than made.
    public var mustExist = false
    /// Whether ledgers that the key has signed may be in other stores, too.
    ///
    /// A store that itself names destinations is always taken for a part.
    public var isPart = false
    /// Whether the file is opened for writing whatever is wrong with its tables, indexes and
    /// heads, so that it can be mended: see ``SQLiteEventStore/rebuildPlaces(_:)``.
    public var isForRepair = false
    /// The most reads that run at the same time; each has a connection.
    public var readers = 4
    /// Memory for pages that the writer works on, in KiB.
    ///
    /// The newest end of all indexes of one
    /// segment takes about 6 MiB; more than that gains nothing.
    public var writerCache = 8_192
    /// Memory for pages of each reader, in KiB.
    public var readerCache = 2_048
    /// How long to wait while another process writes.
    public var busyTimeout: Duration = .seconds(5)

    /// The store at `path`.
    public init(path: String, role: Role = .server) {
        self.path = path
        self.role = role
    }
}
