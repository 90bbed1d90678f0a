import Testing

@testable import Trail

@Suite struct JSONMaskerTests {
    private let masker = TextMasker(judge: LeakRules().judge, values: .all)

    private func masked(_ text: String) throws -> String? {
        let json = try CanonicalJSON(parsing: Array(text.utf8))
        return JSONMasker.masked(json, self.masker).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    @Test(arguments: LeakCorpus.namedJSON)
    func `a secret goes and the text stays canonical`(leak: LeakCorpus.Leak) throws {
        let json = try CanonicalJSON(parsing: Array(leak.text.utf8))
        let masked = try #require(JSONMasker.masked(json, self.masker))
        let text = String(decoding: masked.bytes, as: UTF8.self)
        #expect(!text.contains(leak.secret), "\(text)")
        #expect(text.contains("[masked"), "\(text)")
        #expect(CanonicalJSON(masked.value) == masked)
        #expect(JSONMasker.masked(masked, self.masker) == nil, "\(text)")
    }

    @Test(arguments: LeakCorpus.harmlessJSON)
    func `what is no secret stays`(text: String) throws {
        #expect(try self.masked(text) == nil)
    }

    @Test(arguments: LeakCorpus.named + LeakCorpus.looks)
    func `a secret in a text goes`(leak: LeakCorpus.Leak) throws {
        let json: CanonicalJSON = ["a": ["b": [.string(leak.text)]], "c": .string(leak.text)]
        let masked = try #require(JSONMasker.masked(json, self.masker))
        let whole = CanonicalJSON(.string(leak.secret)).bytes
        let text = String(decoding: masked.bytes, as: UTF8.self)
        let secret = String(decoding: whole[1..<whole.count - 1], as: UTF8.self)
        #expect(!text.contains(secret), "\(text)")
        #expect(CanonicalJSON(masked.value) == masked)
    }

    @Test(arguments: [
        (
            #"{"a":1,"password":"x","z":[true]}"#,
            #"{"a":1,"password":"[masked: password]","z":[true]}"#
        ),
        (
            #"{"credentials":{"a":[1,true,null,"x",""],"b":{}}}"#,
            #"{"credentials":{"a":[1,true,null,"[masked: credentials]",""],"b":{}}}"#
        ),
        (#"{"tokens":[5,"abc"]}"#, #"{"tokens":[5,"[masked: token]"]}"#),
        (#"{"cvv":737}"#, #"{"cvv":"[masked: card]"}"#),
        (#"{"n":4111111111111111}"#, #"{"n":"[masked: card]"}"#),
        (#"{"a":"x\ntoken=a1\ny"}"#, #"{"a":"x\ntoken=[masked: token]\ny"}"#),
    ])
    func `shape and everything else stay`(text: String, expected: String) throws {
        #expect(try self.masked(text) == expected)
    }

    @Test func `masked keys stay different and in order`() throws {
        let one = "eyJhbGciOiJIUzI1NiJ9.e30.a"
        let other = "eyJhbGciOiJIUzI1NiJ9.e30.b"
        let json: CanonicalJSON = [one: 1, other: 2, "A": 3, "z": 4]
        let masked = try #require(JSONMasker.masked(json, self.masker))
        #expect(masked == ["[masked: jwt]": 1, "[masked: jwt 2]": 2, "A": 3, "z": 4])
    }

    @Test func `keys that cannot be told apart take the whole object along`() throws {
        let json: CanonicalJSON = ["eyJhbGciOiJIUzI1NiJ9.e30.a": 1, "[masked: jwt]": 2]
        #expect(JSONMasker.masked(json, self.masker) == ["masked": "[masked: all]"])
    }

    @Test func `a change is masked by the name of its field`() throws {
        let rule = try #require(
            Array("auth.password".utf8).withUnsafeBufferPointer { self.masker.judge.rule(for: $0) }
        )
        let masked = JSONMasker.masked(CanonicalJSON("hunter2"), by: rule, self.masker)
        #expect(masked == CanonicalJSON("[masked: password]"))
        #expect(JSONMasker.masked(CanonicalJSON(.null), by: rule, self.masker) == nil)
    }

    @Test func `what is nested too deep is masked`() throws {
        var value: JSON = "password=hunter2"
        for _ in 0..<300 { value = [value] }
        let masked = try #require(JSONMasker.masked(CanonicalJSON(value), self.masker))
        #expect(!String(decoding: masked.bytes, as: UTF8.self).contains("hunter2"))
    }

    @Test func `bytes that are no JSON are masked whole`() {
        for text in ["{", "[1", "\"a", "{\"a\":}", "{\"a\"1}", "[1 2]", "", "{\"a\":1}}"] {
            let json = CanonicalJSON(canonical: Array(text.utf8))
            #expect(JSONMasker.masked(json, self.masker) != nil, "\(text)")
        }
    }
}
