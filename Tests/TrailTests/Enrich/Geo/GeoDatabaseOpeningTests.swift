import Testing
import TrailTesting

@testable import Trail

@Suite struct GeoDatabaseOpeningTests {
    private let folder = TemporaryFolder()

    @Test func `names a file that is not there`() {
        let path = self.folder.path("none.mmdb")
        let error = #expect(throws: GeoDatabaseError.self) { try GeoDatabase(path: path) }
        #expect(error?.path == path)
        #expect(
            "\(error.map { "\($0)" } ?? "")"
                == "\(path) cannot be opened: No such file or directory"
        )
    }

    @Test func `refuses a folder, an empty file and what is no database`() throws {
        #expect(throws: GeoDatabaseError.self) { try GeoDatabase(path: self.folder.path(".")) }
        for bytes in [[], [0], Array("not a database".utf8), [UInt8](repeating: 0, count: 200_000)]
        {
            let error = #expect(throws: GeoDatabaseError.self) {
                try self.folder.database(bytes)
            }
            #expect(error?.description.contains("test.mmdb") == true)
        }
    }

    @Test func `finds the last marker within the last 128 KiB`() throws {
        let bytes = GeoDatabaseWriter.sample().bytes()
        let marker = GeoMetadata.marker
        let start = try #require(
            bytes.indices.last { bytes[$0...].starts(with: marker) }
        )
        let reach = 131_072
        let tail = bytes.count - start
        let fits = bytes + [UInt8](repeating: 0, count: reach - tail)
        #expect(throws: Never.self) { try self.folder.database(fits) }
        let error = #expect(throws: GeoDatabaseError.self) {
            try self.folder.database(fits + [0])
        }
        #expect(error?.reason.contains("no metadata") == true)
        // A marker in the data is not the one.
        var writer = GeoDatabaseWriter()
        writer.insert(.bytes(marker), for: try #require(AddressRange("2.0.0.0/8")))
        #expect(throws: Never.self) { try self.folder.database(writer.bytes()) }
    }

    @Test(arguments: [
        ("record_size", GeoValue.uint16(26)), ("ip_version", .uint16(5)),
        ("node_count", .uint32(0)), ("node_count", .uint32(.max)), ("node_count", .uint16(1)),
        ("binary_format_major_version", .uint16(3)), ("database_type", .uint16(1)),
    ])
    func `refuses metadata that no reader understands`(name: String, value: GeoValue) throws {
        let bytes = GeoDatabaseWriter.sample().bytes()
        let marker = GeoMetadata.marker
        let start = try #require(bytes.indices.last { bytes[$0...].starts(with: marker) })
        let metadata = Array(bytes[(start + marker.count)...])
        var members: [String: GeoValue] = [:]
        try metadata.withUnsafeBytes { section in
            var decoder = GeoDecoder(section)
            if case .map(let found) = try decoder.value(at: 0) { members = found }
        }
        #expect(members.count == 9)
        members[name] = value
        var encoder = GeoValueEncoder()
        encoder.append(.map(members))
        #expect(throws: GeoDatabaseError.self) {
            try self.folder.database(bytes[..<(start + marker.count)] + encoder.bytes)
        }
    }
}
