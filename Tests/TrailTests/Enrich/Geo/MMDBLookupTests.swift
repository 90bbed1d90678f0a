import Foundation
import Testing
import TrailTesting

@testable import Trail

private let mmdblookup = [
    "/usr/bin/mmdblookup", "/usr/local/bin/mmdblookup", "/opt/homebrew/bin/mmdblookup",
].first { FileManager.default.isExecutableFile(atPath: $0) }

/// The reader of the format's authors must say the same of what we write and read.
@Suite(
    .enabled(if: mmdblookup != nil, "needs mmdblookup: apt-get install mmdb-bin")
)
struct MMDBLookupTests {
    private let folder = TemporaryFolder()

    private func answer(_ address: IPAddress, _ path: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try #require(mmdblookup))
        process.arguments =
            ["--file", self.folder.path("test.mmdb"), "--ip", "\(address)"] + path
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [24, 28, 32], [4, 6])
    func `agrees with mmdblookup`(recordSize: Int, addressVersion: Int) throws {
        var writer = GeoDatabaseWriter.sample(
            recordSize: recordSize,
            addressVersion: addressVersion
        )
        writer.padding = 5_000
        let database = try self.folder.database(writer.bytes())
        let addresses = ["81.2.69.142", "81.2.70.1", "89.160.20.127", "2a02:d000::1"]
        for address in addresses.prefix(addressVersion == 4 ? 3 : 4).compactMap({ IPAddress($0) }) {
            let place = try #require(database.place(of: address))
            let code = try #require(place.countryCode)
            let name = try #require(place.country)
            #expect(try self.answer(address, ["country", "iso_code"]).contains("\"\(code)\""))
            #expect(try self.answer(address, ["country", "names", "en"]).contains("\"\(name)\""))
            let city = try self.answer(address, ["city", "names", "en"])
            #expect(place.city.map { city.contains("\"\($0)\"") } ?? city.isEmpty)
            let latitude = try self.answer(address, ["location", "latitude"])
            #expect(place.latitude.map { latitude.contains($0) } ?? latitude.isEmpty)
        }
        let nowhere = try #require(IPAddress("8.8.8.8"))
        #expect(database.place(of: nowhere) == nil)
        #expect(try self.answer(nowhere, []).isEmpty)
    }
}
