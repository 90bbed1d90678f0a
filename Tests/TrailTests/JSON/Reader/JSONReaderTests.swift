import Testing

@testable import Trail

@Suite struct JSONReaderTests {
    /// Reads `bytes` in every way; all ways must agree.
    private func read(_ bytes: [UInt8]) throws(JSONError) -> CanonicalJSON {
        var skipping = JSONReader(bytes)
        let canonical = Result { () throws(JSONError) in try CanonicalJSON(parsing: bytes) }
        let skipped = Result { () throws(JSONError) in
            try skipping.skip()
            try skipping.expectEnd()
        }
        var building = JSONReader(bytes)
        let value = Result { () throws(JSONError) in
            let value = try building.freeValue()
            try building.expectEnd()
            return value
        }
        switch (canonical, skipped, value) {
        case (.success(let canonical), .success, .success(let value)):
            #expect(CanonicalJSON(value) == canonical)
        case (.failure, .success, .failure(let error)):
            #expect(error.reason == .invalidNumber, "only skipping may pass over a vast number")
        case (.failure(let one), .failure(let other), .failure(let third)):
            // Copying finds a vast number early and a key's repetition late.
            #expect(other == third || third.reason == .invalidNumber)
            #expect(one == third || [one.reason, third.reason].contains(.duplicateKey))
        default:
            Issue.record("the ways to read \(bytes) do not agree")
        }
        return try canonical.get()
    }

    @Test(arguments: [
        "0", "-0", "1", "-1", "10", "1.5", "1e5", "1E+5", "1e-5", "0.0", "-0.5e0", "null", "true",
        "false", "\"\"", "[]", "{}", " [ ] ", "\t{\r\n}\n", "[[[]]]", "{\"\":\"\"}",
        "\"\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"\u{7f}\u{80}\u{10FFFF}\"",
        "{\"a\":1,\"A\":2,\"e\u{301}\":3,\"\u{e9}\":4}",
    ])
    func `accepts`(text: String) throws {
        _ = try CanonicalJSON(parsing: Array(text.utf8))
        var reader = JSONReader(Array(text.utf8))
        try reader.skip()
        try reader.expectEnd()
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-Infinity", "-", "+1", ".5", "1.",
        "01",
        "-01", "00", "1e", "1e+", "1.e5", "0x10", "1_000", "'a'", "a", "[1,]", "[,1]", "[1 2]",
        "[1",
        "]", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{1:1}", "{\"a\":1 \"b\":2}", "{",
        "}", "[}", "{]", "1 2", "{}{}", "[]]", "\"", "\"a", "\"\\\"", "\"\\x41\"", "\"\\u12\"",
        "\"\\u12g4\"", "\"\\", "\"\\u", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"",
        "\"\\ud800\\ud800\"", "\"\\ud800\\n12345\"", "\"\\u0000\"", "\"a\u{0}\"", "\"\n\"",
        "\"\u{1f}\"", "\"\t\"", "\u{feff}1", "/**/1", "1//", "\u{a0}1", "\u{b}1",
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "{\"\\u0061\":1,\"a\":2}",
        "{\"a long key of more than sixteen bytes\":1,\"a long key of more than sixteen bytes\":1}",
        "[{\"x\":{\"b\":1,\"a\":2,\"b\":3}}]",
    ])
    func `refuses`(text: String) {
        #expect(throws: JSONError.self) { try self.read(Array(text.utf8)) }
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xFF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func `refuses texts that are not UTF-8`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        for padding in 0..<10 {
            let text = [quote] + [UInt8](repeating: 0x61, count: padding) + bytes + [quote]
            #expect(throws: JSONError.self) { try self.read(text) }
            #expect(throws: JSONError.self) { try self.read([0x7B] + text + Array(":1}".utf8)) }
        }
    }

    @Test func `finds a special byte at every place`() {
        for place in 0..<40 {
            for special in [0x00, 0x01, 0x1F, 0x0A, 0xFF, 0x80] as [UInt8] {
                var text = [UInt8](repeating: 0x20, count: 42)
                text[0] = UInt8(ascii: "\"")
                text[41] = UInt8(ascii: "\"")
                text[place + 1] = special
                #expect(throws: JSONError.self) { try self.read(text) }
            }
        }
    }

    @Test func `finds a key twice among many, escaped or not`() throws {
        for count in [2, 15, 16, 17, 18, 40, 300] {
            let keys = (0..<count).map { "\"key \($0)\":0" }
            let text = "{" + keys.joined(separator: ",")
            _ = try self.read(Array((text + "}").utf8))
            for again in [0, count / 2, count - 1] {
                for spelling in ["key \(again)", "k\\u0065y \(again)"] {
                    let twice = Array((text + ",\"\(spelling)\":1}").utf8)
                    #expect(throws: JSONError.self) { try self.read(twice) }
                }
            }
            let nested = "{\"key 0\":{\(keys.joined(separator: ","))},\"key 1\":1}"
            _ = try self.read(Array(nested.utf8))
        }
    }

    @Test func `refuses what is nested too deep`() throws {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            func nested(_ depth: Int) -> [UInt8] {
                let inner = open == "[" ? "" : "1"
                let text = String(repeating: open, count: depth) + inner
                return Array((text + String(repeating: close, count: depth)).utf8)
            }
            _ = try self.read(nested(32))
            #expect { try self.read(nested(33)) } throws: {
                ($0 as? JSONError)?.reason == .tooDeep(limit: 32)
            }
            #expect(throws: JSONError.self) { try self.read(nested(100_000)) }
        }
    }

    @Test func `refuses every beginning of a text`() {
        let text = Array(#"{"a":[1.5e-3,"\u00e9ö\ud83d\ude00",{"b":null}],"c":[true,false]}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: JSONError.self) { try self.read(Array(text[..<count])) }
        }
    }

    @Test func `takes any bytes without harm`() {
        var random = RandomJSON(seed: 4)
        for _ in 0..<20_000 {
            let bytes = random.bytes(random.number(0..<24))
            _ = try? self.read(bytes)
        }
        let alphabet = Array("{}[]:,\"\\u0019de+-. \u{fc}ntrufals".utf8)
        for _ in 0..<50_000 {
            let bytes = (0..<random.number(1..<16)).map { _ in
                alphabet[random.number(0..<alphabet.count)]
            }
            _ = try? self.read(bytes)
        }
    }

    @Test func `takes any altered text without harm`() {
        var random = RandomJSON(seed: 5)
        for _ in 0..<3_000 {
            let value = random.value()
            var bytes = Array(random.spelling(of: value).utf8)
            for _ in 0..<random.number(1..<4) where !bytes.isEmpty {
                bytes[random.number(0..<bytes.count)] = UInt8(truncatingIfNeeded: random.bits())
            }
            _ = try? self.read(bytes)
        }
    }

    @Test func `stays within its part of the bytes`() throws {
        let bytes = Array("[1]\n{\"a\":tr\n\"\\ud83d\\ude00\"".utf8)
        var first = JSONReader(bytes, in: 0..<3)
        #expect(try first.freeValue() == [1])
        try first.expectEnd()
        var second = JSONReader(bytes, in: 4..<11)
        #expect(throws: JSONError(.expected("a value"), at: 9)) { try second.skip() }
        var third = JSONReader(bytes, in: 12..<20)
        #expect(throws: JSONError.self) { try third.string() }
    }
}
