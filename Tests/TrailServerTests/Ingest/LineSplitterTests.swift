import Testing

@testable import TrailServer

@Suite struct LineSplitterTests {
    /// The lines of `body`, fed in pieces of `step` bytes; `nil` for one that is too long.
    private func lines(_ body: String, limit: Int = 20, step: Int) -> [(Int, String?)] {
        var splitter = LineSplitter(limit: limit)
        var lines: [(Int, String?)] = []
        func drain() {
            guard let batch = splitter.take() else { return }
            lines += batch.lines.map { line in
                (line.number, line.range.map { String(decoding: batch.bytes[$0], as: UTF8.self) })
            }
        }
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: step) {
            bytes[start..<min(start + step, bytes.count)].withUnsafeBytes { splitter.append($0) }
            if start % 3 == 0 { drain() }
        }
        splitter.finish()
        drain()
        return lines
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func `cuts lines whatever the pieces they come in`(step: Int) {
        let lines = self.lines("one\ntwo\r\n\n  \r\nthree\n\nlast", step: step)
        #expect(lines.map(\.0) == [1, 2, 5, 7])
        #expect(lines.map(\.1) == ["one", "two", "three", "last"])
    }

    @Test(arguments: [1, 2, 5, 100])
    func `passes over a line that is too long and reads on`(step: Int) {
        let long = String(repeating: "x", count: 21)
        let lines = self.lines("a\n\(long)\nb\n\(long)", step: step)
        #expect(lines.map(\.0) == [1, 2, 3, 4])
        #expect(lines.map(\.1) == ["a", nil, "b", nil])
    }

    @Test func `accepts a line that is just as long as the limit`() {
        let line = String(repeating: "x", count: 20)
        #expect(self.lines(line + "\n" + line, step: 6).map(\.1) == [line, line])
    }

    @Test func `says nothing of an empty body`() {
        #expect(self.lines("", step: 1).isEmpty)
        #expect(self.lines("\n\r\n \t\n", step: 1).isEmpty)
    }

    @Test func `holds no more than a line of the limit`() {
        var splitter = LineSplitter(limit: 10)
        let piece = Array(repeating: UInt8(ascii: "x"), count: 1_000)
        for _ in 0..<100 {
            piece.withUnsafeBytes { splitter.append($0) }
        }
        splitter.finish()
        #expect(splitter.take()?.bytes.isEmpty == true)
    }

    @Test(arguments: [Array(repeating: UInt8(ascii: "x"), count: 50_001), [UInt8(ascii: "\n")]])
    func `does not keep the room of a long line that it forgets`(end: [UInt8]) {
        var splitter = LineSplitter(limit: 100_000)
        let blanks = Array(repeating: UInt8(ascii: " "), count: 50_000)
        blanks.withUnsafeBytes { splitter.append($0) }
        #expect(splitter.take()?.lines == nil)
        #expect(splitter.held == 50_000)
        end.withUnsafeBytes { splitter.append($0) }
        #expect(splitter.held == 0)
        Array("\nx\n".utf8).withUnsafeBytes { splitter.append($0) }
        #expect((splitter.take()?.bytes.capacity ?? .max) < 1_000)
        #expect(splitter.held == 0)
    }
}
