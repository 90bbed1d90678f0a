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
    /// - Throws: ``WorkbookError`` `cannotWrite`.
    package init(in parent: String = NSTemporaryDirectory()) throws(WorkbookError) {
        Self.removeLeftovers(in: parent)
        var template = Array((parent + "/" + Self.prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw .cannotWrite("there is no room for temporary files in \(parent)")
        }
        let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
        self.path = String(decoding: bytes, as: UTF8.self)
        guard let lock = try? FileLock.take(Self.lock(of: self.path)) else {
            try? FileManager.default.removeItem(atPath: self.path)
            throw .cannotWrite("no file can be made in \(parent)")
        }
        self.lock = lock
    }

    deinit {
        // Whatever the reason, there is nobody left to be told.
        try? FileManager.default.removeItem(atPath: self.path)
    }

    /// Removes the folders in `parent` whose process has ended.
    ///
    /// Those of other users are theirs, and so is one whose lock is yet to be made.
    package static func removeLeftovers(in parent: String = NSTemporaryDirectory()) {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(Self.prefix) {
            let path = parent + "/" + name
            guard Self.isOwnFolder(path),
                let lock = try? FileLock.take(Self.lock(of: path), mustExist: true)
            else { continue }
            withExtendedLifetime(lock) { try? files.removeItem(atPath: path) }
        }
    }

    private static func lock(of folder: String) -> String { folder + "/lock" }

    private static func isOwnFolder(_ path: String) -> Bool {
        // Of a link, these are its own.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeDirectory
            && attributes?[.ownerAccountID] as? Int == Int(geteuid())
    }
}
