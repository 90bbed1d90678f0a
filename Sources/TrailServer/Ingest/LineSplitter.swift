#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Lines of a body that are ready to be parsed.
struct LineBatch: Sendable {
    /// One line that is not blank.
    struct Line: Sendable, Hashable {
        /// The line's number in the body, from 1; blank lines count.
        let number: Int
        /// Where its text is, without the newline; `nil` for a line that is too long.
        let range: Range<Int>?
    }

    /// The text of the lines.
    fileprivate(set) var bytes: [UInt8] = []
    /// The lines in their order.
    fileprivate(set) var lines: [Line] = []
}

/// Cuts a stream of bytes into lines, LF or CRLF, in bounded memory.
///
/// A line longer than the limit is named and passed over; the lines behind it are read.
struct LineSplitter: Sendable {
    private let limit: Int
    private var batch = LineBatch()
    private var start = 0
    private var number = 1
    private var isSkipping = false

    /// A splitter for lines of at most `limit` bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// How many bytes of text are held, after ``take()`` those of the unfinished line alone.
    var held: Int { self.batch.bytes.count }

    /// Takes in the next bytes of the body.
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while let newline = Self.newline(in: rest) {
            self.extend(rest[..<newline])
            self.endLine()
            rest = rest[(newline + 1)...]
        }
        self.extend(rest)
    }

    /// Ends the body: what is held is its last line, even without a newline.
    mutating func finish() {
        if self.isSkipping || self.batch.bytes.count > self.start { self.endLine() }
    }

    /// The lines that are ready, `nil` where there are none; an unfinished one stays.
    mutating func take() -> LineBatch? {
        guard !self.batch.lines.isEmpty else { return nil }
        var ready = self.batch
        self.batch = LineBatch()
        self.batch.bytes.append(contentsOf: ready.bytes[self.start...])
        ready.bytes.removeSubrange(self.start...)
        self.start = 0
        return ready
    }

    private static func newline(in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
        let text = UnsafeRawBufferPointer(rebasing: bytes)
        guard let start = text.baseAddress else { return nil }
        // Far faster than a loop over the bytes, and every byte of every body passes here.
        guard let found = memchr(start, Int32(UInt8(ascii: "\n")), text.count) else { return nil }
        return bytes.startIndex + (UnsafeRawPointer(found) - start)
    }

    private mutating func extend(_ bytes: Slice<UnsafeRawBufferPointer>) {
        guard !self.isSkipping else { return }
        guard self.batch.bytes.count - self.start + bytes.count <= self.limit else {
            self.dropLine()
            self.isSkipping = true
            return
        }
        self.batch.bytes.append(contentsOf: bytes)
    }

    private mutating func endLine() {
        if self.isSkipping {
            self.batch.lines.append(.init(number: self.number, range: nil))
        } else {
            self.addLine()
        }
        self.number += 1
        self.isSkipping = false
        self.start = self.batch.bytes.count
    }

    private mutating func addLine() {
        if self.batch.bytes.count > self.start, self.batch.bytes.last == UInt8(ascii: "\r") {
            self.batch.bytes.removeLast()
        }
        let range = self.start..<self.batch.bytes.count
        let isBlank = self.batch.bytes[range].allSatisfy {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
        }
        guard isBlank else {
            self.batch.lines.append(.init(number: self.number, range: range))
            return
        }
        self.dropLine()
    }

    /// Forgets the text of the line under way, and does not keep the room of a long one.
    private mutating func dropLine() {
        if self.start == 0 {
            self.batch.bytes = []
        } else {
            self.batch.bytes.removeSubrange(self.start...)
        }
    }
}
