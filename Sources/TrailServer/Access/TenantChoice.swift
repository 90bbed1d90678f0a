internal import Trail

/// The tenants that whoever asks may administer, or the one among them that they ask for.
struct TenantChoice: Sendable, Hashable {
    /// The tenant; `nil` for all of them.
    private let tenant: TenantID?

    /// The choice of `principal`: its own tenant, and for superusers any or all.
    ///
    /// - Throws: ``Problem`` 403 for another tenant, unless a superuser asks.
    init(_ principal: Principal, asked: TenantID?) throws(Problem) {
        guard principal.isSuperuser || asked == nil || asked == principal.tenant else {
            throw .otherTenant
        }
        self.tenant = principal.isSuperuser ? asked : principal.tenant
    }

    /// Whether `tenant` is among them.
    func contains(_ tenant: TenantID) -> Bool { self.tenant == nil || self.tenant == tenant }
}
