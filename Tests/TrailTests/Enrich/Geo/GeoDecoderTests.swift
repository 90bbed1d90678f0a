import Testing
import TrailTesting

@testable import Trail

@Suite struct GeoDecoderTests {
    private func value(_ bytes: [UInt8], at place: Int = 0) throws(GeoFault) -> GeoValue {
        do {
            return try bytes.withUnsafeBytes { section in
                var decoder = GeoDecoder(section)
                return try decoder.value(at: place)
            }
        } catch let fault as GeoFault {
            throw fault
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// Bytes written by hand after the text of the format.
    @Test(
        arguments: [
            ([0x40], .text("")), ([0x42, 0x61, 0x62], .text("ab")),
            ([0x44, 0xF0, 0x9F, 0x98, 0x80], .text("😀")),
            ([0x68, 0x40, 0x49, 0x80, 0, 0, 0, 0, 0], .double(51)),
            ([0x82, 0xFF, 0x00], .bytes([0xFF, 0])),
            ([0xA0], .uint16(0)), ([0xA1, 0x07], .uint16(7)),
            ([0xA2, 0xFF, 0xFE], .uint16(0xFFFE)),
            ([0xC4, 1, 2, 3, 4], .uint32(0x0102_0304)), ([0xC1, 9], .uint32(9)),
            ([0xE1, 0x41, 0x61, 0xA1, 1], .map(["a": .uint16(1)])), ([0xE0], .map([:])),
            ([0x04, 0x01, 0xFF, 0xFF, 0xFF, 0xFF], .int32(-1)), ([0x01, 0x01, 5], .int32(5)),
            ([0x08, 0x02, 0x80, 0, 0, 0, 0, 0, 0, 0], .uint64(1 << 63)),
            ([0x01, 0x03, 5], .uint128(5)),
            ([0x10, 0x03] + Array(repeating: 0xFF, count: 16), .uint128(.max)),
            ([0x02, 0x04, 0xA1, 1, 0xA1, 2], .array([.uint16(1), .uint16(2)])),
            ([0x00, 0x05], .cache), ([0x00, 0x06], .end),
            ([0x00, 0x07], .bool(false)), ([0x01, 0x07], .bool(true)),
            ([0x04, 0x08, 0x3F, 0x80, 0, 0], .float(1)),
        ] as [([UInt8], GeoValue)]
    )
    func `reads every type`(bytes: [UInt8], value: GeoValue) throws {
        #expect(try self.value(bytes) == value)
        var encoder = GeoValueEncoder()
        encoder.append(value)
        #expect(try self.value(encoder.bytes) == value)
    }

    @Test(arguments: [0, 1, 28, 29, 30, 284, 285, 286, 65_820, 65_821, 65_822, 100_000])
    func `reads sizes of every form`(count: Int) throws {
        let value = GeoValue.bytes([UInt8](repeating: 7, count: count))
        var encoder = GeoValueEncoder()
        encoder.append(value)
        #expect(try self.value(encoder.bytes) == value)
    }

    @Test(arguments: [
        (1, 0), (1, 2_047), (2, 2_048), (2, 526_335), (3, 526_336), (3, 600_000), (4, 0),
        (4, 2_048),
        (4, 600_000),
    ])
    func `follows pointers of every size`(size: Int, target: Int) throws {
        var encoder = GeoValueEncoder()
        encoder.appendPointer(to: target, size: size)
        #expect(encoder.bytes.count == size + 1)
        var bytes = [UInt8](repeating: 0, count: target) + [0xA1, 42]
        let pointer = bytes.count
        bytes += encoder.bytes
        #expect(try self.value(bytes, at: pointer) == .uint16(42))
        // Behind the pointer the map goes on.
        let map = bytes.count
        bytes += [0xE2, 0x41, 0x61] + encoder.bytes + [0x41, 0x62, 0xA1, 1]
        #expect(try self.value(bytes, at: map) == .map(["a": .uint16(42), "b": .uint16(1)]))
    }

    @Test(
        arguments: [
            ([], .outOfBounds), ([0x42, 0x61], .outOfBounds), ([0x5D], .outOfBounds),
            ([0x5F, 0xFF, 0xFF, 0xFF], .outOfBounds), ([0xE1], .outOfBounds),
            ([0xFF, 0xFF, 0xFF, 0xFF], .outOfBounds), ([0x20], .outOfBounds),
            ([0x20, 0x05], .outOfBounds), ([0x38, 0xFF, 0xFF, 0xFF, 0xFF], .outOfBounds),
            ([0x20, 0x00], .pointerToPointer), ([0x20, 0x02, 0x20, 0x04, 0xA0], .pointerToPointer),
            ([0x00, 0x00], .unexpectedType), ([0x00, 0x09], .unexpectedType),
            ([0x00, 0xFF], .unexpectedType), ([0xE1, 0xA1, 1, 0xA1, 1], .unexpectedType),
            ([0x67, 0, 0, 0, 0, 0, 0, 0], .wrongSize), ([0xA3, 1, 2, 3], .wrongSize),
            ([0xC5, 1, 2, 3, 4, 5], .wrongSize), ([0x02, 0x07], .wrongSize),
            ([0x05, 0x01, 0, 0, 0, 0, 0], .wrongSize), ([0x03, 0x08, 0, 0, 0], .wrongSize),
            ([0x41, 0xFF], .notUTF8),
            // A map that holds itself, and an array within an array within …
            ([0xE1, 0x41, 0x61, 0x20, 0x00], .tooDeep),
            (Array(repeating: [0x01, 0x04], count: 100).flatMap { $0 }, .tooDeep),
        ] as [([UInt8], GeoFault)]
    )
    func `refuses what is not well formed`(bytes: [UInt8], fault: GeoFault) {
        #expect(throws: fault) { try self.value(bytes) }
    }

    @Test func `gives up on a record that doubles with every pointer`() {
        // Fifteen arrays, each of which holds the one before twice: 2^15 values.
        var bytes: [UInt8] = [0xA1, 1]
        var target = 0
        for _ in 0..<15 {
            let place = bytes.count
            bytes += [0x02, 0x04, 0x20, UInt8(target), 0x20, UInt8(target)]
            target = place
        }
        #expect(throws: GeoFault.tooMany) { try self.value(bytes, at: target) }
    }

    @Test func `ends on any bytes`() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...64, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { section in
                var decoder = GeoDecoder(section)
                // Whatever comes of it, it comes.
                _ = try? decoder.value(at: Int.random(in: -5...70, using: &random))
                _ = try? Event.Geo(&decoder, at: 0)
                _ = try? decoder.end(ofValueAt: 0)
            }
        }
    }
}
