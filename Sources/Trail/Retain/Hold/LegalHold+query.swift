extension LegalHold {
    /// Parameters of lists that no hold may have: they say which page, or mean something else
    /// tomorrow than they mean today.
    public static let refusedFilters: Set<String> = [
        "page", "page_size", "cursor", "ordering", "last_hours", "tenant_id", "search",
    ]

    /// Reads filters as the lists do.
    ///
    /// - Throws: ``ParameterErrors`` with everything that is wrong.
    public static func query(
        _ filters: [String: String],
        tenant: TenantID
    ) throws(ParameterErrors) -> EventQuery {
        let refused = filters.keys.filter(Self.refusedFilters.contains).sorted()
        guard refused.isEmpty else {
            throw ParameterErrors(
                refused.map { ParameterError($0, "A hold cannot be limited by this.") }
            )
        }
        let parameters = filters.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        return try EventListRequest(
            parameters: parameters,
            kind: nil,
            tenant: tenant,
            // Nothing that is accepted counts from now.
            now: Timestamp(microseconds: 0)
        ).query
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
