import Foundation

/// A file system of a few megabytes, mounted for a test.
final class SmallDisk: Sendable {
    /// It could not be mounted.
    struct Refused: Error {}

    /// Whether this process may mount one.
    static let isPossible = (try? SmallDisk(megabytes: 1)) != nil

    let folder: URL

    init(megabytes: Int) throws {
        #if os(Linux)
        guard geteuid() == 0 else { throw Refused() }
        self.folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("trail-disk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: self.folder,
            withIntermediateDirectories: true
        )
        guard mount("tmpfs", self.folder.path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            throw Refused()
        }
        #else
        throw Refused()
        #endif
    }

    deinit {
        #if os(Linux)
        umount2(self.folder.path, Int32(MNT_DETACH))
        // The empty folder beneath may stay where it cannot be removed.
        try? FileManager.default.removeItem(at: self.folder)
        #endif
    }

    /// Takes what room there is but `rest` bytes, with a file that can be removed.
    func fill(leaving rest: Int, as name: String) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: self.folder.path)
        let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        try Data(count: max(0, free - rest)).write(to: self.folder.appendingPathComponent(name))
    }
}
