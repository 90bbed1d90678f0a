import Testing
import TrailTesting

@testable import Trail

@Suite struct DumpSplitterTests {
    private struct Result: Equatable {
        var objects: [String] = []
        var places: [DumpPlace] = []
        var failure: DumpError?
    }

    /// Splits `text` in chunks that end at `edges`.
    private func split(_ text: String, at edges: [Int] = [], limit: Int = 1_000) -> Result {
        var splitter = DumpSplitter(limit: limit)
        var result = Result()
        let bytes = Array(text.utf8)
        let ends = edges.sorted() + [bytes.count]
        var start = 0
        for end in ends {
            let pieces = bytes[start..<end].withUnsafeBytes { splitter.push($0) }
            result.objects += pieces.map { String(decoding: $0.bytes, as: UTF8.self) }
            result.places += pieces.map(\.place)
            start = end
        }
        splitter.finish()
        result.failure = splitter.failure
        return result
    }

    @Test func `cuts an array into its objects`() {
        let result = self.split("[\n  {\"a\": 1},\n  {\"b\": [{}, \"}\\\"]\"]}\n]\n")
        #expect(result.objects == [#"{"a": 1}"#, #"{"b": [{}, "}\"]"]}"#])
        #expect(
            result.places.map(\.description) == [
                "object 1, line 2, byte 4", "object 2, line 3, byte 16",
            ]
        )
        #expect(result.failure == nil)
    }

    @Test func `cuts lines into their objects`() {
        let result = self.split("{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}")
        #expect(result.objects == [#"{"a":1}"#, #"{"b":2}"#, #"{"c":3}"#])
        #expect(result.places.map(\.line) == [1, 2, 4])
        #expect(result.failure == nil)
    }

    @Test func `takes an empty array, and a byte order mark`() {
        #expect(self.split("[]") == Result())
        #expect(self.split("\u{FEFF}[{}]").objects == ["{}"])
        #expect(self.split("\u{FEFF}[{}]", at: [1, 2, 3]).failure == nil)
    }

    @Test(arguments: [
        ("", "object 1, line 1, byte 0: the file is empty"),
        ("{\"a\":1", "object 1, line 1, byte 6: the file ends too early"),
        ("[{},\n{}", "object 2, line 2, byte 7: the file ends too early"),
        ("[{} {}]", "object 1, line 1, byte 4: ',' or ']' is expected"),
        ("[{},]", "object 2, line 1, byte 4: an object is expected"),
        ("[1]", "object 1, line 1, byte 1: an object or ']' is expected"),
        ("[{}]\n{}", "object 2, line 2, byte 5: something follows the array"),
        ("hello", "object 1, line 1, byte 0: an array or an object is expected"),
    ])
    func `says where a dump is malformed`(text: String, sentence: String) {
        #expect(self.split(text).failure?.description == sentence)
    }

    @Test func `says that UTF-16 is none`() {
        var splitter = DumpSplitter()
        _ = [UInt8]([0xFF, 0xFE, 0x5B, 0]).withUnsafeBytes { splitter.push($0) }
        #expect(splitter.failure?.reason == .notUTF8)
    }

    @Test func `refuses an object that is too long, however it comes`() {
        let text = "[{}, {\"a\":\"" + String(repeating: "x", count: 100) + "\"}]"
        for edges in [[], [20, 40, 60, 80]] {
            let result = self.split(text, at: edges, limit: 50)
            #expect(result.objects == ["{}"])
            #expect(result.failure?.description.hasPrefix("object 2, line 1, byte 5:") == true)
        }
    }

    @Test func `gives the same whatever the edges of its chunks`() {
        var random = SeededGenerator(seed: 4)
        let dumps = [
            "[\n{\"a\": \"\\\\\", \"b\": {\"c\": [1, [2]]}},\n {\"é\": \"\\u00e9 }] \"}\n]\n",
            "{\"a\":\"\\\"\"}\n{\"b\":[]}\n",
            "[{},{} x",
            "\u{FEFF}[{\"a\":1}]",
        ]
        for dump in dumps {
            let whole = self.split(dump)
            #expect(self.split(dump, at: Array(1..<dump.utf8.count)) == whole)
            for _ in 0..<200 {
                let count = Int.random(in: 0...6, using: &random)
                let edges = (0..<count).map { _ in
                    Int.random(in: 0...dump.utf8.count, using: &random)
                }
                #expect(self.split(dump, at: edges) == whole)
            }
        }
    }

    @Test func `holds one object at a time of a dump of any size`() {
        var splitter = DumpSplitter()
        let object = Array(
            (#"{"model":"a.b","pk":1,"fields":{"x":""# + String(repeating: "y", count: 900)
                + "\"}},").utf8
        )
        _ = [UInt8]("[".utf8).withUnsafeBytes { splitter.push($0) }
        var count = 0
        for _ in 0..<20_000 {
            let pieces = object.withUnsafeBytes { splitter.push($0) }
            #expect(pieces.count <= 1)
            count += pieces.count
        }
        #expect(count == 20_000)
        #expect(splitter.failure == nil)
    }
}
