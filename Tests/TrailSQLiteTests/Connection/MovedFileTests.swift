import Foundation
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

@Suite struct MovedFileTests {
    @Test func `records nothing into a file that was deleted`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        try FileManager.default.removeItem(atPath: test.path)
        await expect(throwing: .storeUnavailable) { try await store.fill(1, seed: 2) }
    }

    @Test func `records nothing once another file has taken the name`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        try await store.fill(10)
        try FileManager.default.moveItem(atPath: test.path, toPath: test.path + ".old")
        try Data().write(to: URL(fileURLWithPath: test.path))
        await expect(throwing: .storeUnavailable) { try await store.fill(1, seed: 2) }
    }

    @Test func `refuses a second server that comes by a link`() async throws {
        let test = try TestStore()
        let store = try await test.open()
        let link = test.path + ".link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: test.path)
        await expect(throwing: .alreadyServed) {
            _ = try await SQLiteEventStore.open(SQLiteConfiguration(path: link), sealer: nil)
        }
        try store.close()
    }
}
