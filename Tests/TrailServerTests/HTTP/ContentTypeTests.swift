import Testing

@testable import TrailServer

@Suite struct ContentTypeTests {
    @Test(arguments: [
        ("text/plain", "text/plain", nil, nil),
        ("Application/JSON ; Charset=\"UTF-8\"", "application/json", "utf-8", nil),
        ("multipart/form-data; boundary=\"a;b\"; x=y", "multipart/form-data", nil, "a;b"),
        ("a/b;;", "a/b", nil, nil),
    ])
    func `is read`(text: String, essence: String, charset: String?, boundary: String?) throws {
        let type = try #require(ContentType(text))
        #expect(type.essence == essence)
        #expect(type.charset == charset)
        #expect(type.boundary == boundary)
    }

    @Test(arguments: ["", ";", "text", "/plain", "text/", "a/b/c", "a/b; charset"])
    func `is not read`(text: String) {
        #expect(ContentType(text) == nil)
    }
}
