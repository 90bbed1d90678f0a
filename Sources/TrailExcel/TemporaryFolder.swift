internal import Foundation
internal import Trail

/// A folder that nobody else can look into, locked for as long as it is used, and removed then.
///
/// A process that is killed leaves its folder behind, with events in it: the lock is what tells such
/// a folder from one in use, for ``removeLeftovers(in:)``.
package final class TemporaryFolder: Sendable {
    package let path: String
    private let lock: FileLock

    private static let prefix = "trail-export-"

    /// Makes a folder in `parent`, and removes those that were left there.
    ///
    /// - Throws: ``WorkbookError`` `outOfSpace` or `cannotWrite`.
    package init(in parent: String = NSTemporaryDirectory()) throws(WorkbookError) {
        Self.removeLeftovers(in: parent)
        var made = try Self.make(in: parent)
        // Another process may have taken it for a leftover before it was locked.
        if made == nil { made = try Self.make(in: parent) }
        guard let made else {
            throw .cannotWrite("no file can be made in \(parent)")
        }
        (self.path, self.lock) = made
    }

    deinit { Self.remove(self.path) }

    /// A new folder, locked; `nil` where it cannot be.
    private static func make(in parent: String) throws(WorkbookError) -> (String, FileLock)? {
        var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw WorkbookError(errno: errno, in: parent)
        }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        let path = String(decoding: bytes, as: UTF8.self)
        do {
            if let lock = try FileLock.take(Self.lock(of: path)) { return (path, lock) }
        } catch  where error.code == .outOfSpace {
            Self.remove(path)
            throw .outOfSpace(parent)
        } catch {}
        Self.remove(path)
        return nil
    }

    /// Removes a folder, the lock last: without it nobody would take the rest for a leftover.
    private static func remove(_ folder: String) {
        // Whatever the reason if it fails, there is nobody left to be told.
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? []
        where folder + "/" + name != Self.lock(of: folder) {
            try? files.removeItem(atPath: folder + "/" + name)
        }
        try? files.removeItem(atPath: folder)
    }

    /// Removes the folders in `parent` whose process has ended.
    ///
    /// Those of other users are theirs. One without a lock is empty, and left for a minute to whoever
    /// may be about to lock it.
    package static func removeLeftovers(in parent: String = NSTemporaryDirectory()) {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(Self.prefix) {
            let path = parent + "/" + name
            guard let made = Self.date(ofOwnFolder: path) else { continue }
            if let lock = try? FileLock.take(Self.lock(of: path), mustExist: true) {
                withExtendedLifetime(lock) { Self.remove(path) }
            } else if made.timeIntervalSinceNow < -60 {
                // Of a folder that is not empty, a lock that somebody holds included, this is refused.
                rmdir(path)
            }
        }
    }

    private static func lock(of folder: String) -> String { folder + "/lock" }

    /// When a folder of ours was changed last; `nil` for whatever else is at `path`.
    private static func date(ofOwnFolder path: String) -> Date? {
        // Of a link, these are its own.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.type] as? FileAttributeType == .typeDirectory,
            attributes?[.ownerAccountID] as? Int == Int(geteuid())
        else { return nil }
        return attributes?[.modificationDate] as? Date
    }
}
