import Testing
import Trail

@testable import TrailServer

@Suite struct FilterFieldsTests {
    @Test func `several kinds stand in the lines, for no field holds them`() throws {
        let sent = FilterFields.sent(["kind": "login,page", "user_id": "alice"])
        #expect(!sent.contains { $0.0 == "filters.kind" })
        let lines = try #require(sent.first { $0.0 == "filters" }?.1)
        #expect(lines.split(separator: "\n").contains("kind=login,page"))
        let one = FilterFields.sent(["kind": "login"])
        #expect(one.contains { $0.0 == "filters.kind" && $0.1 == "login" })
    }
}
