import Testing

@testable import Trail

@Suite struct StandingFiltersTests {
    private static let filters = StandingFilters(refused: ["page", "cursor"], sentence: "Not so.")

    @Test func `names every parameter that is refused, in order`() {
        let error = #expect(throws: ParameterErrors.self) {
            try Self.filters.query(["page": "1", "user_id": "7", "cursor": "x"], tenant: .default)
        }
        #expect(error?.errors == ["cursor", "page"].map { ParameterError($0, "Not so.") })
    }

    @Test func `reads the others as the lists do`() throws {
        let tenant = try TenantID("acme")
        let query = try Self.filters.query(["kind": "login", "user_id": "7"], tenant: tenant)
        let asked = try EventListRequest(
            parameters: [(name: "kind", value: "login"), (name: "user_id", value: "7")],
            kind: nil,
            tenant: tenant,
            now: Timestamp(microseconds: 0)
        )
        #expect(query == asked.query)
    }

    @Test func `holds refuse the search besides`() {
        #expect(LegalHold.refusedFilters.subtracting(ErasureSubject.refusedFilters) == ["search"])
        #expect(ErasureSubject.refusedFilters == StandingFilters.passing)
    }
}
