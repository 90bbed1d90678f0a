internal import Trail

// The one place that says whose tenant is whose: whatever is read, recorded or set up goes by it.

extension Principal {
    /// The tenant that the principal reaches; `nil` for all of them, and for what is of all.
    var reach: TenantID? { self.isSuperuser ? nil : self.tenant }

    /// Whether the principal reaches what is of `tenant`, or of all tenants where that is `nil`.
    func reaches(_ tenant: TenantID?) -> Bool { self.isSuperuser || tenant == self.tenant }

    /// Accepts `tenant`, which somebody names, or `nil` for all tenants.
    ///
    /// - Throws: ``Problem`` 403 where the principal does not reach it.
    func checkReaches(_ tenant: TenantID?) throws(Problem) {
        guard self.reaches(tenant) else { throw .otherTenant }
    }

    /// The tenant that is meant: the one that is `asked` for, or the principal's own.
    ///
    /// - Throws: ``Problem`` 403 for another tenant, unless a superuser asks.
    func tenant(asked: TenantID?) throws(Problem) -> TenantID {
        guard let asked else { return self.tenant }
        try self.checkReaches(asked)
        return asked
    }
}
