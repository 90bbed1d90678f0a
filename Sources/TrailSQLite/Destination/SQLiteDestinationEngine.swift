#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
public import Trail

/// SQLite files of one folder as destinations, each with a store of its own.
///
/// A destination names a file and no path. Links are not followed, so nothing outside of the
/// folder can be reached, whoever may configure destinations.
public struct SQLiteDestinationEngine: DestinationEngine {
    /// The folder.
    public let folder: String
    private let reserved: [String]
    private let work = BlockingWork(atMost: 4)

    /// The files of `folder`.
    ///
    /// - Parameters:
    ///   - folder: An existing folder; nobody else should be able to write to it.
    ///   - reserved: Files that are no destinations wherever they are: the main store.
    public init(folder: String, reserved: [String] = []) {
        self.folder = folder
        self.reserved = reserved
    }

    /// SQLite.
    public var engine: Destination.Engine { .sqlite }

    /// None: a file has no port.
    public var usualPort: Int? { nil }

    /// What speaks against a place: all that has a meaning for servers alone, and a name that is
    /// none of a file of the folder.
    public func objection(to place: Destination.Place) -> DestinationObjection? {
        guard place.host == Destination.Place.ownHost else {
            return DestinationObjection("host", "A SQLite file has no host: leave it out.")
        }
        guard place.port == nil else {
            return DestinationObjection("port", "A SQLite file has no port: leave it out.")
        }
        guard Self.isFileName(place.database) else {
            return DestinationObjection(
                "database_name",
                "The name of a file is expected, without a path: letters, digits, '.', '_' and '-', "
                    + "with .sqlite, .sqlite3 or .db at the end."
            )
        }
        return nil
    }

    /// Looks whether the file is an event store or can be made one.
    public func check(_ target: DestinationTarget) async throws {
        let path = try self.path(of: target.place)
        let folder = self.folder
        try await self.work.run { try SQLiteProbe(path: path, folder: folder).run() }
    }

    /// The path of a destination's file, which need not exist.
    ///
    /// - Throws: ``Trail/DestinationFault`` where something else has its name.
    public func path(of place: Destination.Place) throws(DestinationFault) -> String {
        if let objection = self.objection(to: place) { throw DestinationFault(objection.reason) }
        guard let root = realpath(self.folder, nil) else {
            throw DestinationFault("The folder of destinations is not there.")
        }
        defer { free(root) }
        let path = String(cString: root) + "/" + place.database
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else {
                throw DestinationFault("The folder of destinations cannot be read.")
            }
            return path
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw DestinationFault("What has the name of the database is no file.")
        }
        let identity = DatabaseFile.Identity(path: path)
        guard self.reserved.allSatisfy({ DatabaseFile.Identity(path: $0) != identity }) else {
            throw DestinationFault("The file is the server's main store.")
        }
        return path
    }

    /// Whether `name` is one of a file that SQLite and Trail keep no other file under.
    private static func isFileName(_ name: String) -> Bool {
        guard (1...128).contains(name.utf8.count), !name.hasPrefix("."), !name.hasPrefix("-"),
            [".sqlite", ".sqlite3", ".db"].contains(where: name.hasSuffix)
        else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
