extension LegalHold {
    /// Parameters of lists that no hold may have: they say which page, or mean something else
    /// tomorrow than they mean today.
    public static var refusedFilters: Set<String> { Self.standing.refused }

    private static let standing = StandingFilters(
        refused: StandingFilters.passing.union(["search"]),
        sentence: "A hold cannot be limited by this."
    )

    /// Reads filters as the lists do.
    ///
    /// - Throws: ``ParameterErrors`` with everything that is wrong.
    public static func query(
        _ filters: [String: String],
        tenant: TenantID
    ) throws(ParameterErrors) -> EventQuery {
        try Self.standing.query(filters, tenant: tenant)
    }

    /// The events that it covers.
    ///
    /// - Throws: ``TrailError`` `ledgerDamaged` where what is stored cannot be read.
    func storedQuery() throws(TrailError) -> EventQuery {
        do throws(ParameterErrors) {
            return try Self.query(self.filters, tenant: self.tenant)
        } catch {
            throw TrailError(
                .ledgerDamaged,
                "The legal hold \(self.id) of \(self.tenant) cannot be read, so nothing of that "
                    + "tenant is removed. Release it, and place it again.",
                cause: error
            )
        }
    }
}
