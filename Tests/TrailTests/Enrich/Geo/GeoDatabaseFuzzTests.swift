import Testing
import TrailTesting

@testable import Trail

/// Nothing that a file holds may end the process or keep it busy.
@Suite struct GeoDatabaseFuzzTests {
    private let folder = TemporaryFolder()
    private let addresses = [
        "81.2.69.142", "81.2.70.1", "89.160.20.127", "8.8.8.8", "255.255.255.255", "2a02:d000::1",
        "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ].compactMap { IPAddress($0) }

    /// A database with one small record.
    private func small(_ recordSize: Int) throws -> [UInt8] {
        var writer = GeoDatabaseWriter(addressVersion: 4)
        writer.recordSize = recordSize
        let value = GeoValue.map([
            "country": .map(["iso_code": .text("GB"), "names": .map(["en": .text("GB")])]),
            "location": .map(["latitude": .double(1.5), "longitude": .double(2.5)]),
        ])
        writer.insert(value, for: try #require(AddressRange("81.2.0.0/15")))
        return writer.bytes()
    }

    private func use(_ bytes: [UInt8]) {
        // Whether it opens and what it says is all the same.
        guard let database = try? self.folder.database(bytes) else { return }
        for address in self.addresses {
            _ = database.place(of: address)
            _ = database.record(of: address)
        }
    }

    @Test(arguments: [24, 28, 32]) func `survives a file that ends anywhere`(recordSize: Int) throws
    {
        let bytes = try self.small(recordSize)
        for count in 0..<bytes.count {
            self.use(Array(bytes.prefix(count)))
            self.use(Array(bytes.suffix(count)))
        }
    }

    @Test(arguments: [24, 28, 32]) func `survives any wrong byte`(recordSize: Int) throws {
        let bytes = try self.small(recordSize)
        for place in bytes.indices {
            for mask: UInt8 in [0x01, 0x10, 0x20, 0x80, 0xFF] {
                var bytes = bytes
                bytes[place] ^= mask
                self.use(bytes)
            }
        }
    }

    @Test func `survives many wrong bytes`() throws {
        var random = SeededGenerator(seed: 31)
        let bytes = GeoDatabaseWriter.sample().bytes()
        for _ in 0..<1_000 {
            var bytes = bytes
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            self.use(bytes)
        }
    }
}
