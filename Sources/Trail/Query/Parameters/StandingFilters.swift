/// Which parameters of lists may be kept to say what a legal hold or an erasure is about.
///
/// They are read again later, and must mean then what they mean today.
struct StandingFilters: Sendable {
    /// Parameters that say which page is shown, or mean something else tomorrow than they mean
    /// today.
    static let passing: Set<String> = [
        "page", "page_size", "cursor", "ordering", "last_hours", "tenant_id",
    ]

    /// The parameters that are refused.
    let refused: Set<String>
    /// What whoever names one of these is told.
    let sentence: String

    /// Reads filters as the lists do.
    ///
    /// - Throws: ``ParameterErrors`` with everything that is wrong.
    func query(
        _ filters: [String: String],
        tenant: TenantID
    ) throws(ParameterErrors) -> EventQuery {
        let refused = filters.keys.filter(self.refused.contains).sorted()
        guard refused.isEmpty else {
            throw ParameterErrors(refused.map { ParameterError($0, self.sentence) })
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
}
