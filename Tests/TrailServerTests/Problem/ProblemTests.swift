import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Testing
import Trail

@testable import TrailServer

@Suite struct ProblemTests {
    @Test func `is written as RFC 9457 says`() {
        var problem = Problem(.notFound)
        #expect(
            String(decoding: problem.json, as: UTF8.self)
                == #"{"type":"urn:trail:problem:not-found","title":"Not found","status":404,"#
                + #""detail":"Not found."}"#
        )
        problem = Problem(
            .invalidInput,
            "Two \"wrong\"\nfields.",
            errors: [.init("a.b", "One."), .init("c", "Two."), .init("a.b", "Three.")]
        )
        #expect(
            String(decoding: problem.json, as: UTF8.self)
                == #"{"type":"urn:trail:problem:invalid-input","title":"Invalid input","status":400,"#
                + #""detail":"Two \"wrong\"\nfields.","#
                + #""errors":{"a.b":["One.","Three."],"c":["Two."]}}"#
        )
    }

    @Test func `has the media type, the status and the header fields of its kind`() {
        let response = Problem(.methodNotAllowed, headers: [.allow: "GET"]).response
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(response.headers[.allow] == "GET")
        #expect(response.headers[.cacheControl] == "no-store")
    }

    private static let codes: [(TrailError.Code, Int, String, String?)] = [
        (.overloaded, 503, "overloaded", "1"),
        (.storeUnavailable, 503, "store-unavailable", "5"),
        (.closed, 503, "closed", "5"),
        (.outOfSpace, 507, "out-of-space", "60"),
        (.unstorable, 422, "unstorable", nil),
        (.ledgerDamaged, 503, "ledger-refused", nil),
        (.ledgerForked, 503, "ledger-refused", nil),
        (.alreadyServed, 503, "ledger-refused", nil),
        (.clockBehind, 503, "clock-behind", "60"),
        (.invalidConfiguration, 500, "failure", nil),
        (.notFound, 404, "not-found", nil),
        (.idConflict, 409, "conflict", nil),
        (.init("something_new"), 500, "failure", nil),
    ]

    @Test(arguments: Self.codes)
    func `has a place for every code`(
        code: TrailError.Code,
        status: Int,
        name: String,
        retryAfter: String?
    ) {
        let problem = Problem(thrown: TrailError(code, "at /var/lib/secret", cause: nil))
        #expect(problem.kind.status.code == status)
        #expect(problem.kind.name == name)
        #expect(problem.headers[.retryAfter] == retryAfter)
        #expect(!String(decoding: problem.json, as: UTF8.self).contains("secret"))
    }

    @Test func `knows what a framework throws`() {
        struct Odd: Error { let payload = "secret" }
        #expect(Problem(thrown: HTTPError(.notFound)).kind == .notFound)
        #expect(Problem(thrown: HTTPError(.badRequest, message: "Why.")).detail == "Why.")
        #expect(Problem(thrown: HTTPError(.badRequest)).kind.status == .badRequest)
        #expect(Problem(thrown: NIOTooManyBytesError(maxBytes: 1)).kind == .tooLarge)
        #expect(Problem(thrown: HTTPParserError.headerOverflow).kind == .headTooLarge)
        #expect(Problem(thrown: HTTPParserError.invalidChunkSize).kind == .malformed)
        #expect(Problem(thrown: HTTPParserError.unknown).headers[.connection] == "close")
        #expect(
            Problem(thrown: EventError("a", .missing)).errors == [
                .init("a", "This field is required.")
            ]
        )
        let odd = Problem(thrown: Odd())
        #expect(odd.kind == .failure)
        #expect(!String(decoding: odd.json, as: UTF8.self).contains("secret"))
    }
}
