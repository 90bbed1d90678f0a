import Foundation
import Testing

@testable import Trail

struct LossRecordTests {
    private let now = Timestamp(microseconds: 99)

    private func open(_ path: String) throws(TrailError) -> LossRecord {
        try LossRecord(path: path, now: self.now)
    }

    @Test func `a new record carries nothing`() throws {
        let folder = TemporaryFolder()
        let record = try self.open(folder.path("losses"))
        #expect(record.carried == LossTally())
        #expect(try folder.bytes("losses").count == LossPage.byteCount)
    }

    @Test func `what was on its way is carried over, once and again until it is told`() throws {
        let folder = TemporaryFolder()
        var tally = LossTally()
        tally.accept(at: Timestamp(microseconds: 5))
        tally.accept(at: Timestamp(microseconds: 6))
        do {
            let record = try self.open(folder.path("losses"))
            record.save(tally.traffic)
        }
        let expected = Loss(
            count: 2,
            from: Timestamp(microseconds: 5),
            to: Timestamp(microseconds: 6)
        )
        for _ in 0..<3 {
            let record = try self.open(folder.path("losses"))
            #expect(record.carried.losses == [.crashed: expected])
            #expect(record.carried.traffic == LossTally.Traffic())
        }
        do {
            let record = try self.open(folder.path("losses"))
            record.save([:])
        }
        let record = try self.open(folder.path("losses"))
        #expect(record.carried == LossTally())
    }

    @Test func `a record that is open is not opened again`() throws {
        let folder = TemporaryFolder()
        let record = try self.open(folder.path("losses"))
        let error = #expect(throws: TrailError.self) { try self.open(folder.path("losses")) }
        #expect(error?.code == .alreadyServed)
        withExtendedLifetime(record) {}
    }

    @Test func `a file of something else is left alone`() throws {
        let folder = TemporaryFolder()
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 8_192)
        try folder.write(bytes, "losses")
        let error = #expect(throws: TrailError.self) { try self.open(folder.path("losses")) }
        #expect(error?.code == .invalidConfiguration)
        #expect(try folder.bytes("losses") == bytes)
    }

    @Test func `a record of a later version is left alone`() throws {
        let folder = TemporaryFolder()
        _ = try self.open(folder.path("losses"))
        var bytes = try folder.bytes("losses")
        bytes[8] = 2
        try folder.write(bytes, "losses")
        let error = #expect(throws: TrailError.self) { try self.open(folder.path("losses")) }
        #expect(error?.code == .invalidConfiguration)
        #expect(try folder.bytes("losses") == bytes)
    }

    @Test func `a missing folder is said, with the path`() throws {
        let folder = TemporaryFolder()
        let path = folder.path("missing/losses")
        let error = #expect(throws: TrailError.self) { try self.open(path) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(path) == true)
    }

    @Test func `a file cut short by a crash while it was made is made again`() throws {
        let folder = TemporaryFolder()
        try folder.write([], "losses")
        let record = try self.open(folder.path("losses"))
        #expect(record.carried == LossTally())
    }

    @Test func `damaged figures are told as a loss that nobody can count`() throws {
        let folder = TemporaryFolder()
        _ = try self.open(folder.path("losses"))
        var bytes = try folder.bytes("losses")
        bytes[72] ^= 1
        bytes[136] ^= 1
        try folder.write(bytes, "losses")
        let record = try self.open(folder.path("losses"))
        #expect(
            record.carried.losses == [.unreadable: Loss(count: 0, from: self.now, to: self.now)]
        )
    }
}
