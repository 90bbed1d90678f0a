import Testing

@testable import Trail

@Suite struct CanonicalJSONTests {
    private func canonical(_ text: String) throws -> String {
        String(decoding: try CanonicalJSON(parsing: Array(text.utf8)).bytes, as: UTF8.self)
    }

    @Test func `orders keys as RFC 8785 §3.2.3 shows`() throws {
        let text = #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
             "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
             "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#
        #expect(
            try self.canonical(text) == "{\"\\r\":\"Carriage Return\",\"1\":\"One\","
                + "\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
                + "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
                + "\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
        )
    }

    @Test func `writes texts, numbers and literals as RFC 8785 §3.2.2 shows`() throws {
        let text = #"""
            {
              "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        #expect(
            try self.canonical(text) == #"{"literals":[null,true,false],"#
                + #""numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
                + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        )
    }

    @Test func `orders any keys as their UTF-16 code units`() {
        var random = RandomJSON(seed: 1)
        for _ in 0..<20_000 {
            let one = random.text()
            let other = random.text()
            let expected = one.utf16.lexicographicallyPrecedes(other.utf16)
            #expect(CanonicalOrder.precedes(one.utf8, other.utf8) == expected, "\(one), \(other)")
        }
        #expect(CanonicalOrder.precedes("\u{10FFFF}".utf8, "\u{E000}".utf8))
        #expect(CanonicalOrder.precedes("\u{D7FF}".utf8, "\u{10000}".utf8))
    }

    @Test func `gives one form to all spellings of a value, and the value back`() throws {
        var random = RandomJSON(seed: 2)
        for _ in 0..<2_000 {
            let value = random.value()
            let canonical = CanonicalJSON(value)
            #expect(CanonicalJSON(canonical.value) == canonical)
            #expect(canonical.value == value)
            let withoutBytes = random.value(withoutBytes: value)
            let spelling = random.spelling(of: withoutBytes)
            #expect(
                try CanonicalJSON(parsing: Array(spelling.utf8)) == CanonicalJSON(withoutBytes),
                "\(spelling)"
            )
        }
    }

    @Test func `leaves alone what is canonical already`() throws {
        var random = RandomJSON(seed: 3)
        for _ in 0..<2_000 {
            let canonical = CanonicalJSON(random.value())
            var reader = JSONReader(sealed: canonical.bytes)
            #expect(try reader.canonical() == canonical)
        }
        for text in [
            "[1,2,{\"a\":[]}]", "{\"a\":{\"b\":1.5},\"c\":\"\\n\"}", "1e+21", "-7", "\"ö\"",
        ] {
            #expect(try self.canonical(text) == text)
        }
    }

    @Test(arguments: [
        ("9007199254740991", "9007199254740991"),
        ("-9007199254740991", "-9007199254740991"),
        ("9007199254740992", "9007199254740992"),
        ("9007199254740993", "\"number:9007199254740993\""),
        ("9223372036854775807", "\"number:9223372036854775807\""),
        ("-9223372036854775808", "-9223372036854775808"),
        ("18446744073709551615", "\"number:18446744073709551615\""),
        ("333333333.33333329", "\"number:333333333.33333329\""),
        ("0.1000000000000000055511151231257827", "\"number:0.1000000000000000055511151231257827\""),
        ("1e-400", "\"number:1e-400\""),
        ("-0", "0"), ("-0.0", "0"), ("0e9223372036854775807", "0"),
        ("0.0e-9223372036854775808", "0"), ("0E+99999999999999999999", "0"),
        ("1.0", "1"), ("1e2", "100"), ("12300e-2", "123"),
    ])
    func `loses no digit`(digits: String, canonical: String) throws {
        if digits == "-9223372036854775808" {
            // A double prints it with other digits, though it holds it.
            #expect(try self.canonical(digits) == "\"number:\(digits)\"")
        } else {
            #expect(try self.canonical(digits) == canonical)
        }
        let value = try #require(JSON.number(digits))
        #expect(CanonicalJSON(value) == (try CanonicalJSON(parsing: Array(digits.utf8))))
    }

    @Test(arguments: ["1e400", "-1e400", String(repeating: "1", count: 401)])
    func `refuses numbers beyond all doubles`(digits: String) {
        #expect(throws: JSONError.self) { try self.canonical(digits) }
        #expect(JSON.number(digits) == nil)
    }

    @Test func `escapes texts that look tagged, and finds the way back`() {
        let pairs: [(JSON, String)] = [
            (.string("number:1"), "\"string:number:1\""),
            (.string("bytes:"), "\"string:bytes:\""),
            (.string("string:string:x"), "\"string:string:string:x\""),
            (.string("numbers"), "\"numbers\""),
            (.bytes([0, 1, 2]), "\"bytes:AAEC\""),
            (.bytes([]), "\"bytes:\""),
            (.integer(.max), "\"number:9223372036854775807\""),
        ]
        for (value, text) in pairs {
            let canonical = CanonicalJSON(value)
            #expect(canonical.bytes == Array(text.utf8))
            #expect(canonical.value == value)
        }
    }

    @Test func `reads altered bytes as null, however deep`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(CanonicalJSON(canonical: deep).value == .null)
        #expect(CanonicalJSON(canonical: Array("{\"a\":".utf8)).value == .null)
        #expect(CanonicalJSON(canonical: Array("1 2".utf8)).value == .null)
        #expect(CanonicalJSON(canonical: []).value == .null)
        let odd = CanonicalJSON(canonical: Array("[\"number:x\",\"bytes:?\"]".utf8))
        #expect(odd.value == ["number:x", "bytes:?"])
    }

    @Test func `copies long arrays in linear time`() throws {
        let text = "[" + Array(repeating: "[1,[2]]", count: 100_000).joined(separator: ",") + "]"
        #expect(try self.canonical(text).utf8.count == text.utf8.count)
    }
}

extension RandomJSON {
    /// `value` without bytes, which no plain JSON says.
    func value(withoutBytes value: JSON) -> JSON {
        switch value {
        case .bytes: .null
        case .array(let elements): .array(elements.map { self.value(withoutBytes: $0) })
        case .object(let members): .object(members.mapValues { self.value(withoutBytes: $0) })
        default: value
        }
    }
}
