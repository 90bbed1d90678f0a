/// Keeps the users of a server.
///
/// Names that differ in case alone are the same name.
public protocol UserStore: Sendable {
    /// Adds a user.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken.
    func add(_ user: UserAccount) async throws

    /// Adds a user where there is none at all.
    ///
    /// - Returns: Whether it was added. Of several callers at the same time one adds its user.
    func addFirst(_ user: UserAccount) async throws -> Bool

    /// The users by name, disabled ones included.
    func users() async throws -> [UserAccount]

    /// The user called `name`, disabled or not; `nil` where there is none.
    func user(named name: String) async throws -> UserAccount?

    /// Replaces what is stored of a user, unless that has changed since `user` was read.
    ///
    /// Name, tenant, creation and last sign-in stay as they are stored. All of it happens, or
    /// nothing.
    /// - Parameters:
    ///   - user: The user as it is to be, with the revision that was read.
    ///   - endsSessions: Whether the user's sessions end with it.
    /// - Returns: What became of it.
    /// - Throws: What the store throws where it cannot be reached.
    func replace(_ user: UserAccount, endingSessions endsSessions: Bool) async throws
        -> UserReplacement
}

/// What became of replacing a user.
public enum UserReplacement: Sendable, Hashable {
    /// The user is replaced; it now has this revision.
    case replaced(revision: Int64)
    /// Somebody else was faster, or there is no such user. Nothing was changed.
    case outdated
    /// No superuser would be left that may sign in. Nothing was changed.
    case lastSuperuser
}
