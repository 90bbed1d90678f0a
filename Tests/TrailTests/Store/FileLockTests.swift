import Foundation
import Testing

@testable import Trail

@Suite struct FileLockTests {
    private let folder = TemporaryFolder()

    @Test func `has one holder at a time, until it ends or is forgotten`() throws {
        let path = self.folder.path("lock")
        var lock = try #require(try FileLock.take(path))
        #expect(try FileLock.take(path) == nil)
        lock.end()
        lock = try #require(try FileLock.take(path))
        lock.end()
        do {
            let other = try FileLock.take(path)
            #expect(other != nil)
        }
        #expect(try FileLock.take(path) != nil)
    }

    @Test func `is of the file that bears the name`() throws {
        let path = self.folder.path("lock")
        let first = try #require(try FileLock.take(path))
        try FileManager.default.removeItem(atPath: path)
        #expect(try FileLock.take(path, mustExist: true) == nil)
        let second = try #require(try FileLock.take(path))
        #expect(try FileLock.take(path) == nil)
        first.end()
        #expect(try FileLock.take(path) == nil)
        second.end()
    }

    @Test func `follows no link, and is nobody else's to read`() throws {
        let path = self.folder.path("lock")
        let target = self.folder.path("target")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        #expect(throws: TrailError.self) { try FileLock.take(path) }
        #expect(!FileManager.default.fileExists(atPath: target))
        let lock = try FileLock.take(target)
        #expect(lock != nil)
        let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }
}
