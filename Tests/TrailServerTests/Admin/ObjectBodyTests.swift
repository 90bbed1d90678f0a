import Testing
import Trail

@testable import TrailServer

@Suite struct ObjectBodyTests {
    private static func errors(_ body: ObjectBody) -> [Problem.FieldError] {
        do throws(Problem) {
            try body.finish()
            return []
        } catch {
            return error.errors
        }
    }

    @Test func `filters are texts, and numbers and flags as texts`() throws {
        var body = try ObjectBody(Array(#"{"filters":{"a":"x","b":7,"c":true,"d":false}}"#.utf8))
        var seen: [String: String] = [:]
        let filters = body.filters { seen = $0 }
        #expect(filters == ["a": "x", "b": "7", "c": "true", "d": "false"])
        #expect(seen == filters)
        #expect(Self.errors(body).isEmpty)
    }

    @Test func `what is wrong is told of the filter, and of all where there is none`() throws {
        let refuse = { (_: [String: String]) throws(ParameterErrors) in
            throw ParameterErrors([ParameterError("a", "Not so.")])
        }
        var one = try ObjectBody(Array(#"{"filters":{"a":"x","b":[]}}"#.utf8))
        _ = one.filters(refuse)
        #expect(
            Self.errors(one) == [
                Problem.FieldError("filters.b", "A text is expected."),
                Problem.FieldError("filters.a", "Not so."),
            ]
        )
        var none = try ObjectBody(Array(#"{"filters":{}}"#.utf8))
        _ = none.filters(refuse)
        #expect(Self.errors(none) == [Problem.FieldError("filters", "Not so.")])
    }

    @Test(arguments: ["[]", "null", #""a""#, "1"])
    func `filters are an object`(value: String) throws {
        var body = try ObjectBody(Array(#"{"filters":\#(value)}"#.utf8))
        #expect(body.filters { _ in } == nil)
        #expect(Self.errors(body).map(\.field) == ["filters"])
    }

    @Test func `a tenant has a name that tenants may have`() throws {
        var body = try ObjectBody(Array(#"{"a":"acme","b":null,"c":"no such name"}"#.utf8))
        #expect(body.tenant("a") == (try TenantID("acme")))
        #expect(body.tenant("b") == nil)
        #expect(body.tenant("c") == nil)
        #expect(Self.errors(body).map(\.field) == ["c"])
    }
}
