import Testing
import TrailTesting

@testable import Trail

@Suite struct GeoDatabaseTests {
    private let folder = TemporaryFolder()

    private func address(_ text: String) throws -> IPAddress {
        try #require(IPAddress(text))
    }

    @Test(arguments: [24, 28, 32], [4, 6])
    func `finds places in trees of every form`(recordSize: Int, addressVersion: Int) throws {
        let writer = GeoDatabaseWriter.sample(
            recordSize: recordSize,
            addressVersion: addressVersion
        )
        let database = try self.folder.database(writer.bytes())
        #expect(database.type == "Trail-Test-City")
        #expect(database.builtAt == 1_795_228_720)
        var cheltenham = Event.Geo()
        cheltenham.countryCode = "GB"
        cheltenham.country = "United Kingdom"
        cheltenham.city = "Cheltenham"
        cheltenham.latitude = "51.8994"
        cheltenham.longitude = "-2.0785"
        #expect(database.place(of: try self.address("81.2.69.142")) == cheltenham)
        #expect(database.place(of: try self.address("::ffff:81.2.69.142")) == cheltenham)
        #expect(database.place(of: try self.address("81.2.70.1"))?.city == nil)
        #expect(database.place(of: try self.address("81.2.70.1"))?.countryCode == "GB")
        #expect(database.place(of: try self.address("89.160.20.127"))?.city == "Linköping")
        #expect(database.place(of: try self.address("89.160.20.128")) == nil)
        #expect(database.place(of: try self.address("8.8.8.8")) == nil)
        let austria = database.place(of: try self.address("2a02:d000::1"))
        #expect(austria?.country == (addressVersion == 6 ? "Austria" : nil))
        #expect(austria?.longitude == (addressVersion == 6 ? "13.3333" : nil))
    }

    @Test(arguments: [24, 28, 32], [600, 3_000, 600_000])
    func `finds values that lie far behind`(recordSize: Int, padding: Int) throws {
        var writer = GeoDatabaseWriter.sample(recordSize: recordSize)
        writer.padding = padding
        let database = try self.folder.database(writer.bytes())
        for (network, value) in GeoDatabaseWriter.samples {
            let range = try #require(AddressRange(network))
            if network == "81.2.0.0/16" || !range.isIPv4 { continue }
            #expect(database.record(of: range.address) == value)
        }
    }

    @Test(arguments: [24, 28, 32])
    func `gives the longest network of random ones`(recordSize: Int) throws {
        var random = SeededGenerator(seed: UInt64(recordSize))
        var networks: [AddressRange: UInt32] = [:]
        for number in 0..<300 {
            let length = Int.random(in: 2...32, using: &random)
            let bits = UInt32.random(in: 0...(.max), using: &random) & ~0 << UInt32(32 - length)
            let address = IPAddress(ipv4: bits)
            networks[try #require(AddressRange("\(address)/\(length)"))] = UInt32(number)
        }
        var writer = GeoDatabaseWriter()
        writer.recordSize = recordSize
        for (network, number) in networks.sorted(by: { $0.key.prefixLength < $1.key.prefixLength })
        {
            writer.insert(.uint32(number), for: network)
        }
        let database = try self.folder.database(writer.bytes())
        let near = networks.keys.map { $0.address }
        for step in 0..<2_000 {
            let address =
                step < near.count
                ? near[step] : IPAddress(ipv4: UInt32.random(in: 0...(.max), using: &random))
            let best = networks.filter { $0.key.contains(address) }
                .max { $0.key.prefixLength < $1.key.prefixLength }
            #expect(database.record(of: address) == best.map { .uint32($0.value) }, "\(address)")
        }
    }

    @Test(arguments: [
        (0.0, "0"), (51.0, "51"), (-0.1278, "-0.1278"), (0.00001, "0.00001"), (1e-9, "0"),
        (90.0, "90"), (90.5, nil), (-.infinity, nil), (.nan, nil),
    ])
    func `writes degrees without an exponent`(latitude: Double, text: String?) throws {
        var writer = GeoDatabaseWriter()
        let value = GeoValue.place(country: "X", code: "XX", location: (latitude, 180))
        writer.insert(value, for: try #require(AddressRange("2.0.0.0/8")))
        let place = try self.folder.database(writer.bytes()).place(of: self.address("2.1.1.1"))
        #expect(place?.latitude == text)
        #expect(place?.longitude == (text == nil ? nil : "180"))
        #expect(place?.country == "X")
    }

    /// What a record may hold that no event keeps.
    @Test(arguments: [
        GeoValue.map([:]), .text("x"), .map(["country": .text("GB")]),
        .map(["country": .map(["iso_code": .uint16(1)])]),
        .map(["country": .map(["iso_code": .text("G\0B")])]),
        .map(["country": .map(["names": .map(["en": .text("")])])]),
        .map([
            "country": .map(["names": .map(["en": .text(String(repeating: "x", count: 513))])])
        ]),
        .map(["location": .map(["latitude": .float(1), "longitude": .double(1)])]),
        .map(["location": .map(["latitude": .double(1)])]),
    ])
    func `leaves out what is not understood`(value: GeoValue) throws {
        var writer = GeoDatabaseWriter()
        writer.insert(value, for: try #require(AddressRange("2.0.0.0/8")))
        let database = try self.folder.database(writer.bytes())
        #expect(database.place(of: try self.address("2.1.1.1")) == nil)
        #expect(database.record(of: try self.address("2.1.1.1")) == value)
    }

    @Test func `goes on as it was when another file takes its place`() throws {
        let database = try self.folder.database(GeoDatabaseWriter.sample().bytes())
        try self.folder.replace("test.mmdb", [1])
        #expect(database.place(of: try self.address("81.2.69.142"))?.city == "Cheltenham")
    }

    @Test func `answers nothing once its file is written to`() throws {
        let database = try self.folder.database(GeoDatabaseWriter.sample().bytes())
        try self.folder.overwrite("test.mmdb", [])
        #expect(database.place(of: try self.address("81.2.69.142")) == nil)
        #expect(throws: GeoFault.changed) {
            try database.lookUp(self.address("81.2.69.142"))
        }
    }
}
