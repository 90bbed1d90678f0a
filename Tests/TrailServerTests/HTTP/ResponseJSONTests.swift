import Hummingbird
import Testing

@testable import TrailServer

@Suite struct ResponseJSONTests {
    @Test func `says what it is, and that nobody may keep it`() {
        let response = Response.json(Array("[]".utf8), status: .created)
        #expect(response.status == .created)
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[.contentLength] == "2")
    }

    @Test func `is OK unless told otherwise`() {
        #expect(Response.json([]).status == .ok)
        let response = Response.json { $0.string("abc") }
        #expect(response.status == .ok)
        #expect(response.body.contentLength == 5)
    }
}
