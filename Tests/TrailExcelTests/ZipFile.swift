import CZlib
import Testing

/// The parts of a ZIP file, which is what a workbook is.
struct ZipFile {
    /// The parts' contents by name.
    private(set) var parts: [String: String] = [:]

    init(_ bytes: [UInt8]) throws {
        let end = try #require(
            stride(from: bytes.count - 22, through: 0, by: -1).first { place in
                Array(bytes[place..<place + 4]) == [0x50, 0x4B, 5, 6]
            }
        )
        func number(_ place: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        var place = number(end + 16, 4)
        for _ in 0..<number(end + 10, 2) {
            let (size, full) = (number(place + 20, 4), number(place + 24, 4))
            let nameLength = number(place + 28, 2)
            let start = number(place + 42, 4)
            let name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
            let data = start + 30 + number(start + 26, 2) + number(start + 28, 2)
            let content = Array(bytes[data..<data + size])
            self.parts[name] = String(
                decoding: number(place + 10, 2) == 0 ? content : Self.inflate(content, to: full),
                as: UTF8.self
            )
            place += 46 + nameLength + number(place + 30, 2) + number(place + 32, 2)
        }
    }

    private static func inflate(_ bytes: [UInt8], to size: Int) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { inflateEnd(stream) }
        return [UInt8](unsafeUninitializedCapacity: size) { target, count in
            bytes.withUnsafeBufferPointer { source in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.pointee.avail_in = UInt32(source.count)
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(size)
                _ = CZlib.inflate(stream, Z_FINISH)
            }
            count = size - Int(stream.pointee.avail_out)
        }
    }
}
