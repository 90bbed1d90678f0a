internal import Trail

/// The tenants that whoever asks may administer, or the one among them that they ask for.
struct TenantChoice: Sendable, Hashable {
    /// The tenant; `nil` for all of them.
    private let tenant: TenantID?

    /// The choice of `principal`: its own tenant, and for superusers any or all.
    ///
    /// - Throws: ``Problem`` 403 for another tenant, unless a superuser asks.
    init(_ principal: Principal, asked: TenantID?) throws(Problem) {
        if let asked { try principal.checkReaches(asked) }
        self.tenant = asked ?? principal.reach
    }

    /// Whether what is of `tenant`, or of all tenants where that is `nil`, is among them.
    func contains(_ tenant: TenantID?) -> Bool { self.tenant == nil || self.tenant == tenant }
}
