import SystemPackage
import Trail

/// Reads a dump from a file.
struct DumpReader: ImportReader {
    /// Bytes that one read takes.
    private static let chunk = 262_144

    private let name: String
    private let pass: ImportPass
    private let file: FileDescriptor
    private let buffer: ImportBuffer
    private var splitter = DumpSplitter()
    private var pieces: [DumpSplitter.Piece] = []
    /// How many of the pieces have been given.
    private var given = 0
    private var isAtEnd = false
    private(set) var done: UInt64 = 0
    let total: UInt64

    /// Opens the dump at `path`.
    init(path: String, size: UInt64, pass: ImportPass) throws {
        self.name = path
        self.pass = pass
        self.total = size
        self.file = try FileDescriptor.open(FilePath(path), .readOnly)
        self.buffer = ImportBuffer(file: self.file, byteCount: Self.chunk)
    }

    mutating func next() throws -> ImportItem? {
        while true {
            while self.given < self.pieces.count {
                let piece = self.pieces[self.given]
                self.given += 1
                if let item = self.item(piece) { return item }
            }
            if let failure = self.splitter.failure {
                throw CommandFailure("\(self.name): \(failure)")
            }
            guard !self.isAtEnd else { return nil }
            try self.read()
        }
    }

    private mutating func read() throws {
        let count = try self.file.read(into: self.buffer.bytes)
        self.done += UInt64(count)
        self.given = 0
        self.isAtEnd = count == 0
        let bytes = UnsafeRawBufferPointer(rebasing: self.buffer.bytes[..<count])
        self.pieces = self.splitter.push(bytes)
        if self.isAtEnd { self.splitter.finish() }
    }

    private func item(_ piece: DumpSplitter.Piece) -> ImportItem? {
        let place = "\(self.name): \(piece.place)"
        // Only the model is looked for, so that rows of other tables need not be taken apart.
        if let label = ImportRow.model(of: piece.bytes) {
            guard let model = SeedModel(label: label) else {
                guard self.pass == .events else { return nil }
                return ImportItem(place: place, content: .other(label))
            }
            guard self.pass.takes(model) else { return nil }
        } else if self.pass == .facts {
            return nil
        }
        do throws(EventError) {
            let row = try ImportRow(parsing: piece.bytes)
            guard let model = SeedModel(label: row.model) else { return nil }
            return ImportItem(place: place, content: .row(row, model))
        } catch {
            return ImportItem(place: place, content: .unreadable(error))
        }
    }
}

/// The memory that a file is read into, and the file, for as long as it is read.
final class ImportBuffer {
    let bytes: UnsafeMutableRawBufferPointer
    private let file: FileDescriptor

    init(file: FileDescriptor, byteCount: Int) {
        self.file = file
        self.bytes = .allocate(byteCount: byteCount, alignment: 16)
    }

    deinit {
        self.bytes.deallocate()
        // It was only read: there is nothing that closing could lose.
        try? self.file.close()
    }
}
