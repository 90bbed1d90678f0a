import Testing

@testable import TrailServer

@Suite struct MultipartFieldsTests {
    private func parse(_ body: String, boundary: String = "xyz") throws -> [String] {
        try MultipartFields.parse(Array(body.utf8), boundary: boundary)
            .map { "\($0.name)=\($0.value)" }
    }

    private func part(_ disposition: String, _ content: String) -> String {
        "--xyz\r\nContent-Disposition: \(disposition)\r\n\r\n\(content)\r\n"
    }

    @Test func `reads text fields`() throws {
        let body =
            self.part("form-data; name=\"date\"", "2016-12-29T07:35:22.571Z")
            + self.part("form-data; name=path", "/a\r\nb")
            + self.part("FORM-DATA;NAME=\"ref\\\"er\"", "") + "--xyz--\r\nepilogue"
        #expect(
            try self.parse(body)
                == ["date=2016-12-29T07:35:22.571Z", "path=/a\r\nb", "ref\"er="]
        )
    }

    @Test func `passes over a preamble, files, nameless parts and other header fields`() throws {
        let body =
            "preamble --xyz no\r\n"
            + self.part("form-data; name=\"f\"; filename=\"a.txt\"", "file")
            + self.part("form-data; name=\"g\"; filename*=UTF-8''b", "file")
            + self.part("attachment; name=\"h\"", "other")
            + "--xyz \t\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=i"
            + "\r\nX-More: 1\r\n\r\nvalue\r\n--xyz--"
        #expect(try self.parse(body) == ["i=value"])
    }

    @Test func `takes a delimiter only at the start of a line`() throws {
        let body = self.part("form-data; name=a", "1 --xyz 2\n--xyz 3") + "--xyz--"
        #expect(try self.parse(body) == ["a=1 --xyz 2\n--xyz 3"])
    }

    @Test func `reads a part that is empty up to the delimiter`() throws {
        let body = "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n--xyz--"
        #expect(try self.parse(body) == ["a="])
    }

    @Test(arguments: [
        "", "--xyz", "--xy\r\n\r\n", "--xyz\r\n", "--xyzz\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue",
        "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--xyz",
        "--xyz\r\nContent-Disposition form-data\r\n\r\nvalue\r\n--xyz--",
        "--xyz\nContent-Disposition: form-data; name=a\n\nvalue\n--xyz--",
    ])
    func `refuses what is not built as it should be`(body: String) {
        #expect(throws: Problem.self) { try self.parse(body) }
    }

    @Test func `refuses text that is not UTF-8`() {
        var body = Array("--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)
        body += [0xFF, 0xFE]
        body += Array("\r\n--xyz--".utf8)
        #expect(throws: Problem.self) { try MultipartFields.parse(body, boundary: "xyz") }
    }

    @Test func `refuses very many parts and very long heads`() {
        let many = Array(repeating: self.part("form-data; name=a", "1"), count: 101).joined()
        #expect(throws: Problem.self) { try self.parse(many + "--xyz--") }
        let name = String(repeating: "n", count: 5_000)
        let long = self.part("form-data; name=\(name)", "1")
        #expect(throws: Problem.self) { try self.parse(long + "--xyz--") }
    }
}
