#if Excel
internal import Foundation

/// The parts of a workbook's file, read piece by piece: a ZIP file, large ones included (PKWARE
/// APPNOTE 6.3.10, §4.3).
final class WorkbookPackage {
    /// How many bytes are read at a time.
    static let piece = 65_536

    /// What a ZIP file says that is none, or not as the library writes it.
    struct Fault: Error {}

    /// Where a part is.
    struct Entry {
        /// How many bytes it takes.
        let size: Int
        /// Where the head before it begins.
        let header: Int
    }

    private let descriptor: Int32
    private let length: Int
    private var entries: [String: Entry] = [:]

    /// Opens the file at `path`.
    ///
    /// - Throws: ``WorkbookError`` `cannotWrite` where it is no package.
    init(path: String) throws(WorkbookError) {
        self.descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.length = max(0, Int(lseek(self.descriptor, 0, SEEK_END)))
        do {
            self.entries = try self.directory()
        } catch {
            throw .cannotWrite("what was written cannot be read again")
        }
    }

    deinit { close(self.descriptor) }

    /// What the parts are called.
    var names: [String] { self.entries.keys.sorted() }

    /// Calls `body` with the pieces of a part, in order.
    ///
    /// - Throws: ``WorkbookError`` where there is no such part, or it cannot be read to its end.
    func read(_ name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(WorkbookError) {
        do {
            guard let entry = self.entries[name] else { throw Fault() }
            let header = try self.bytes(at: entry.header, 30)
            let names = try header.number(at: 26, 2) + header.number(at: 28, 2)
            try self.inflate(entry.size, at: entry.header + 30 + names, body)
        } catch {
            throw .cannotWrite("\(name) of what was written cannot be read again")
        }
    }

    private func inflate(
        _ size: Int,
        at start: Int,
        _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) throws {
        guard let stream = RawInflation() else { throw Fault() }
        var place = start
        while !stream.isAtEnd {
            let count = min(start + size - place, Self.piece)
            guard count > 0 else { throw Fault() }
            let input = try self.bytes(at: place, count)
            guard stream.add(input, body) else { throw Fault() }
            place += count
        }
    }

    /// The bytes at a place, all of them.
    ///
    /// - Throws: ``Fault`` where the file has not so many.
    func bytes(at place: Int, _ count: Int) throws -> [UInt8] {
        guard place >= 0, count >= 0, place <= self.length, count <= self.length - place else {
            throw Fault()
        }
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let start = buffer.baseAddress {
                let read = pread(
                    self.descriptor,
                    start + filled,
                    count - filled,
                    off_t(place + filled)
                )
                guard read > 0 else { throw Fault() }
                filled += read
            }
        }
    }

    /// The last bytes of the file, at most so many, and where they begin.
    func tail(_ count: Int) throws -> (bytes: [UInt8], start: Int) {
        let start = max(0, self.length - count)
        return (try self.bytes(at: start, self.length - start), start)
    }
}
#endif
