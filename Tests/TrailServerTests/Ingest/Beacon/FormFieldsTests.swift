import Testing

@testable import TrailServer

@Suite struct FormFieldsTests {
    private func parse(_ text: String) throws -> [String] {
        try FormFields.parse(Array(text.utf8)).map { "\($0.name)=\($0.value)" }
    }

    @Test(arguments: [
        ("", []),
        ("a=1", ["a=1"]),
        ("a=1&b=2", ["a=1", "b=2"]),
        ("&&a=1&", ["a=1"]),
        ("a", ["a="]),
        ("a=", ["a="]),
        ("=1", ["=1"]),
        ("a=b=c", ["a=b=c"]),
        ("a=1&a=2", ["a=1", "a=2"]),
        ("a+b=c+d", ["a b=c d"]),
        ("a=%2B%26%3d", ["a=+&="]),
        ("a=%C3%A9%e2%82%ac", ["a=é€"]),
        ("date=2016-12-29T07%3A35%3A22.571Z", ["date=2016-12-29T07:35:22.571Z"]),
    ])
    func `decodes`(text: String, fields: [String]) throws {
        #expect(try self.parse(text) == fields)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%C3", "a=%ff", "%=1", "a=%4g"])
    func `refuses what is not decodable`(text: String) {
        #expect(throws: Problem.self) { try self.parse(text) }
    }

    @Test func `refuses a form of very many fields`() throws {
        let many = Array(repeating: "a=1", count: FormFields.maximumCount).joined(separator: "&")
        #expect(try self.parse(many).count == FormFields.maximumCount)
        #expect(throws: Problem.self) { try self.parse(many + "&a=1") }
    }
}
