#if Excel
internal import CZlib
internal import Foundation

/// The parts of a workbook's file, read piece by piece: a ZIP file, large ones included (PKWARE
/// APPNOTE 6.3.10, §4.3).
struct WorkbookPackage {
    private static let piece = 65_536

    private let file: FileHandle
    private let entries: [String: Entry]

    /// Where a part is.
    private struct Entry {
        let size: Int
        let header: Int
    }

    init(path: String) throws(WorkbookError) {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            self.file = file
            self.entries = try Self.entries(of: file)
        } catch {
            throw .cannotWrite("what was written cannot be read again")
        }
    }

    /// Calls `body` with the pieces of a part, in order.
    ///
    /// - Throws: ``WorkbookError`` where there is no such part, or it cannot be read to its end.
    func read(_ name: String, _ body: (Data) -> Void) throws(WorkbookError) {
        do {
            guard let entry = self.entries[name] else { throw Fault() }
            let header = try Self.bytes(self.file, at: entry.header, 30)
            let start = entry.header + 30 + header.number(at: 26, 2) + header.number(at: 28, 2)
            try self.file.seek(toOffset: UInt64(start))
            try self.inflate(entry.size, body)
        } catch {
            throw .cannotWrite("\(name) of what was written cannot be read again")
        }
    }

    private struct Fault: Error {}

    private func inflate(_ size: Int, _ body: (Data) -> Void) throws {
        var stream = z_stream()
        let width = Int32(MemoryLayout<z_stream>.size)
        // Raw: a ZIP file has its own heads and sums.
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, width) == Z_OK else { throw Fault() }
        defer { inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Self.piece)
        var (left, status) = (size, Z_OK)
        while left > 0, status == Z_OK {
            guard let read = try self.file.read(upToCount: min(left, Self.piece)), !read.isEmpty
            else { throw Fault() }
            left -= read.count
            var input = [UInt8](read)
            status = input.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    Self.step(&stream, input, output, body)
                }
            }
        }
        guard status == Z_STREAM_END else { throw Fault() }
    }

    private static func step(
        _ stream: inout z_stream,
        _ input: UnsafeMutableBufferPointer<UInt8>,
        _ output: UnsafeMutableBufferPointer<UInt8>,
        _ body: (Data) -> Void
    ) -> Int32 {
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        while true {
            stream.next_out = output.baseAddress
            stream.avail_out = uInt(output.count)
            let status = CZlib.inflate(&stream, Z_NO_FLUSH)
            body(Data(output[..<(output.count - Int(stream.avail_out))]))
            // More output than there was room for is all that keeps it from the rest of the input.
            if status == Z_BUF_ERROR { return Z_OK }
            let hasMore = stream.avail_out == 0 || stream.avail_in > 0
            guard status == Z_OK, hasMore else { return status }
        }
    }
}

// MARK: - The directory

extension WorkbookPackage {
    private static func entries(of file: FileHandle) throws -> [String: Entry] {
        let length = Int(try file.seekToEnd())
        let start = max(0, length - Self.piece)
        let tail = try Self.bytes(file, at: start, length - start)
        guard let end = tail.range(of: Data([0x50, 0x4B, 5, 6]), options: .backwards)?.lowerBound
        else { throw Fault() }
        var place = (offset: tail.number(at: end + 16, 4), size: tail.number(at: end + 12, 4))
        // A large file says it elsewhere, to which the twenty bytes before lead.
        if place.offset == 0xFFFF_FFFF || place.size == 0xFFFF_FFFF {
            let record = try Self.bytes(file, at: tail.number(at: end - 12, 8), 56)
            place = (record.number(at: 48, 8), record.number(at: 40, 8))
        }
        let directory = try Self.bytes(file, at: place.offset, place.size)
        var entries: [String: Entry] = [:]
        var at = 0
        while at + 46 <= directory.count {
            let lengths = [28, 30, 32].map { directory.number(at: at + $0, 2) }
            let name = directory[(at + 46)...].prefix(lengths[0])
            let extra = Data(directory[(at + 46 + lengths[0])...].prefix(lengths[1]))
            entries[String(decoding: name, as: UTF8.self)] = Self.entry(directory, at, extra)
            at += 46 + lengths.reduce(0, +)
        }
        return entries
    }

    private static func entry(_ directory: Data, _ at: Int, _ extra: Data) -> Entry {
        var numbers = [24, 20, 42].map { directory.number(at: at + $0, 4) }
        // Those that do not fit stand one behind the other in the extra field 1.
        var field = 0
        while field + 4 <= extra.count {
            let length = extra.number(at: field + 2, 2)
            if extra.number(at: field, 2) == 1 {
                var wide = field + 4
                for place in numbers.indices where numbers[place] == 0xFFFF_FFFF {
                    numbers[place] = extra.number(at: wide, 8)
                    wide += 8
                }
            }
            field += 4 + length
        }
        return Entry(size: numbers[1], header: numbers[2])
    }

    private static func bytes(_ file: FileHandle, at place: Int, _ count: Int) throws -> Data {
        try file.seek(toOffset: UInt64(place))
        guard let bytes = try file.read(upToCount: count), bytes.count == count else {
            throw Fault()
        }
        return bytes
    }
}

extension Data {
    /// The number of so many bytes at a place, the lowest first; 0 beyond the end.
    fileprivate func number(at place: Int, _ count: Int) -> Int {
        guard place >= 0, place + count <= self.count else { return 0 }
        return (0..<count).reversed().reduce(0) { number, offset in
            number << 8 | Int(self[self.startIndex + place + offset])
        }
    }
}
#endif
