internal import Foundation
internal import GRDB
internal import Trail

extension SearchFile {
    /// What every SQLite database begins with.
    private static let magic = Data("SQLite format 3\u{0}".utf8)

    /// Makes sure that `path`, where somebody wants the index to be, names no file of anything else:
    /// the index is thrown away whenever it is of no use.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` for a file that is no search index.
    static func check(_ path: String) throws(TrailError) {
        guard DatabaseFile.Identity(path: path) != nil, !self.isIndex(path) else { return }
        throw TrailError(
            .invalidConfiguration,
            "\(path) is no search index of Trail, and is left as it is. The index needs a file of its own."
        )
    }

    /// Whether the file at `path` is empty, or a search index of any version.
    private static func isIndex(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        guard let start = try? file.read(upToCount: Self.magic.count), !start.isEmpty else {
            return (try? file.seekToEnd()) == 0
        }
        guard start == Self.magic else { return false }
        var configuration = Configuration()
        configuration.readonly = true
        // Asked by SQLite: what was written last may be in the log beside the file.
        let queue = try? DatabaseQueue(path: path, configuration: configuration)
        let isIndex = try? queue?.read { database in
            let id = try database.firstInteger("PRAGMA application_id")
            let tables = try database.firstInteger("SELECT count(*) FROM sqlite_schema")
            return id == Int64(IndexSchema.applicationID) || id == 0 && tables == 0
        }
        return isIndex ?? false
    }
}
