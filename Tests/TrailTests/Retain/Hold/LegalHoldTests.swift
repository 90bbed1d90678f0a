import Testing
import TrailTesting

@testable import Trail

@Suite struct LegalHoldTests {
    @Test func `reads filters as the lists do`() throws {
        let query = try LegalHold.query(
            ["kind": "login,page", "user_id": "7", "date_to": "2026-01-01"],
            tenant: .default
        )
        #expect(query.kinds == [.login, .page])
        #expect(
            query.filters == [
                EventFilter(.actorID, .equals("7")), EventFilter(.actorIsVerified, .flag(true)),
            ]
        )
        #expect(query.to != nil)
        #expect(try LegalHold.query([:], tenant: .default) == EventQuery(tenant: .default))
    }

    @Test(arguments: LegalHold.refusedFilters.sorted() + ["no_such_filter"])
    func `refuses what says which page, and what would mean something else tomorrow`(
        name: String
    ) {
        #expect(throws: ParameterErrors.self) {
            try LegalHold.query([name: "1"], tenant: .default)
        }
    }
}
