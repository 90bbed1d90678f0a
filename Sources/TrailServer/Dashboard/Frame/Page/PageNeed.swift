internal import Trail

/// What whoever looks at a page needs.
enum PageNeed: Sendable, Hashable {
    /// Nothing.
    case nothing
    /// That a user has signed in with a password.
    case session
    /// Reading at least one's own events.
    case reading
    /// One permission.
    case permission(Principal.Permission)
    /// Every permission.
    case administering
    /// Everything, everywhere.
    case superuser

    /// Lets a principal pass that has what is needed.
    ///
    /// - Throws: ``Problem`` 401 or 403.
    func check(_ context: any PrincipalContext) throws(Problem) {
        switch self {
        case .nothing: return
        case .session:
            guard try context.authenticated().session != nil else {
                throw Problem(.forbidden, "This is for people who have signed in.")
            }
        case .reading: _ = try context.authorizedToRead()
        case .permission(let permission): _ = try context.authorized(permission)
        case .administering: _ = try context.authorizedToAdminister()
        case .superuser:
            guard try context.authenticated().isSuperuser else {
                throw Problem(.forbidden, "Only superusers may do this.")
            }
        }
    }

    /// Whether `context` has it.
    func admits(_ context: any PrincipalContext) -> Bool {
        do throws(Problem) {
            try self.check(context)
            return true
        } catch {
            return false
        }
    }
}
