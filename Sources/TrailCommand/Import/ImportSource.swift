import Foundation
import Trail
import TrailSQLite

/// A file that is imported: a dump, or a SQLite database of a Django site.
enum ImportSource: Sendable {
    case dump(path: String, size: UInt64)
    case database(path: String, SeedDatabase)

    /// The source at `path`.
    ///
    /// - Throws: ``CommandFailure`` for what is no file, and for a database without a log.
    init(path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("there is no file at \(path)")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure("\(path) is no file that can be read")
        }
        defer { try? handle.close() }
        let head = try handle.read(upToCount: 16) ?? Data()
        guard head.elementsEqual("SQLite format 3\u{0}".utf8) else {
            guard
                attributes[.type] as? FileAttributeType == .typeRegular
                    || attributes[.type] as? FileAttributeType == .typeSymbolicLink
            else { throw CommandFailure("\(path) is read twice, so it must be a file on disk") }
            let size = try handle.seekToEnd()
            self = .dump(path: path, size: size)
            return
        }
        let database = try SeedDatabase(path: path)
        guard database.tables.contains(where: \.model.isLog) else {
            throw CommandFailure("\(path) is a database without a table of a log that is known")
        }
        self = .database(path: path, database)
    }

    /// Where it is.
    var path: String {
        switch self {
        case .dump(let path, _), .database(let path, _): path
        }
    }

    /// Reads it.
    func reader(_ pass: ImportPass) throws -> any ImportReader {
        switch self {
        case .dump(let path, let size): try DumpReader(path: path, size: size, pass: pass)
        case .database(let path, let database): TableReader(database, name: path, pass: pass)
        }
    }

    /// What times without an offset are in where nothing was said: Django's tables hold UTC, and
    /// its dumps say so.
    var zone: ImportZone? {
        switch self {
        case .dump: nil
        case .database: .utc
        }
    }
}
