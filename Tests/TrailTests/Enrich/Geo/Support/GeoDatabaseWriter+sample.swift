import Foundation
import Testing
import TrailTesting

@testable import Trail

extension GeoDatabaseWriter {
    /// Networks of the sample and what is said of them.
    static let samples: [(network: String, value: GeoValue)] = [
        (
            "81.2.69.0/24",
            .place(
                city: "Cheltenham",
                country: "United Kingdom",
                code: "GB",
                location: (51.8994, -2.0785)
            )
        ),
        ("81.2.0.0/16", .place(country: "United Kingdom", code: "GB")),
        ("89.160.20.112/28", .place(city: "Linköping", country: "Sweden", code: "SE")),
        ("2a02:d000::/20", .place(country: "Austria", code: "AT", location: (47.3333, 13.3333))),
    ]

    /// A small database with the samples; the wider network first.
    static func sample(recordSize: Int = 28, addressVersion: Int = 6) -> GeoDatabaseWriter {
        var writer = GeoDatabaseWriter(addressVersion: addressVersion)
        writer.recordSize = recordSize
        let networks = Self.samples.compactMap { sample in
            AddressRange(sample.network).map { ($0, sample.value) }
        }
        for (network, value) in networks.sorted(by: { $0.0.prefixLength < $1.0.prefixLength })
        where network.isIPv4 || addressVersion == 6 {
            writer.insert(value, for: network)
        }
        return writer
    }
}

extension TemporaryFolder {
    /// Opens the bytes as a database.
    func database(_ bytes: [UInt8], _ name: String = "test.mmdb") throws -> GeoDatabase {
        try self.write(bytes, name)
        return try GeoDatabase(path: self.path(name))
    }
}

extension TemporaryFolder {
    /// Puts another file in the place of the one called `name`, as `geoipupdate` does.
    func replace(_ name: String, _ bytes: [UInt8]) throws {
        try self.write(bytes, name + ".new")
        try #require(rename(self.path(name + ".new"), self.path(name)) == 0)
    }

    /// Writes over the file called `name` where it lies, as `cp` does.
    func overwrite(_ name: String, _ bytes: [UInt8]) throws {
        let file = try #require(fopen(self.path(name), "w"))
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
