internal import MerkleLog
internal import Synchronization

/// Numbers the events of one recorder, 1, 2, 3 …, so that whoever keeps them sees which are missing.
///
/// A number is taken when an event has been found valid, before there is room for it anywhere. So
/// a number that never arrives stands for an event that was recorded and lost: refused for lack of
/// room, or in the buffer when the process was killed. The numbers go on where the last process
/// left off, also after kill -9; a loss of power can take the file back to an older state, and
/// then some numbers are used twice, which ``SourceGaps`` reports.
public final class SourceSequence: Sendable {
    /// The name of the recorder, which becomes `where.source`: `web-3`.
    public let source: String
    private let counter: Mutex<SourceCounter>

    /// Goes on with the numbers that are kept in the file at `path`, or begins them there.
    ///
    /// - Parameters:
    ///   - source: The name of the recorder; no other recorder of the tenant has the same.
    ///   - path: Where the file is; its folder must exist.
    /// - Throws: ``TrailError`` `alreadyServed` while another recorder has it open;
    ///   `invalidConfiguration` for a name that is empty, longer than 512 bytes or has U+0000 in
    ///   it, and for a file of something else or of another source; `outOfSpace`.
    public init(source: String, path: String) throws(TrailError) {
        let bytes = Array(source.utf8)
        guard (1...EventLimits().word).contains(bytes.count), !bytes.contains(0) else {
            throw TrailError(.invalidConfiguration, "the name of the source is empty or too long")
        }
        self.source = source
        self.counter = Mutex(try SourceCounter(of: bytes, path: path))
    }

    /// The next number.
    func next() -> Int64 {
        self.counter.withLock { $0.next() }
    }
}

/// The number of a source, in memory that outlives the process.
///
/// Layout: 64-bit little-endian words: "TRAILSEQ"; the first eight bytes of the SHA-256 of the
/// source's name; the next number.
struct SourceCounter {
    private static let magic: UInt64 = 0x5145_534C_4941_5254  // "TRAILSEQ", first byte lowest
    private let file: MappedRecord

    init(of source: [UInt8], path: String) throws(TrailError) {
        let file = try MappedRecord(path: path, byteCount: 64, called: "source sequence")
        let name = Hash.sha256(source).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.file = file
        if self.word(at: 0) == 0, self.word(at: 8) == 0 {
            self.set(1, at: 16)
            self.set(name, at: 8)
            self.set(Self.magic, at: 0)
        }
        guard self.word(at: 0) == Self.magic, Int64(exactly: self.word(at: 16)) != nil else {
            throw TrailError(.invalidConfiguration, "not a source sequence: \(path)")
        }
        guard self.word(at: 8) == name else {
            throw TrailError(.invalidConfiguration, "the sequence of another source: \(path)")
        }
    }

    mutating func next() -> Int64 {
        let number = self.word(at: 16)
        // Stored before it is used: it is not given twice, whatever happens then.
        self.set(number + 1, at: 16)
        return Int64(clamping: number)
    }

    private func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: self.file.memory.load(fromByteOffset: place, as: UInt64.self))
    }

    private func set(_ word: UInt64, at place: Int) {
        self.file.memory.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
    }
}
