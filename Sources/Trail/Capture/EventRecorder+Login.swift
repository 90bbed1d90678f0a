// Each of these captures the draft of the same name, as the configuration says: at once unless
// `wait` is set, and failing only if `strict` is. Without waiting, and outside of tasks,
// `record(.login(of: actor))` does the same.

extension EventRecorder {
    /// Somebody signed in; the running scope knows the actor from then on.
    ///
    /// - Parameters:
    ///   - actor: Who it is now.
    ///   - username: The name that was entered; the actor's name when absent.
    ///   - session: The session that began.
    ///   - remarks: A remark for people to read, such as the method: `password`, `passkey`.
    /// - Throws: As ``capture(_:)``.
    public func login(
        of actor: Event.Actor,
        username: String? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        let draft = Event.Draft.login(
            of: actor,
            username: username,
            session: session,
            remarks: remarks
        )
        CaptureScope.identify(draft.actor)
        try await self.capture(draft)
    }

    /// Somebody signed out.
    ///
    /// The running scope keeps its actor: it was this actor's request.
    ///
    /// - Parameters:
    ///   - actor: Who it was; the actor of the scope when absent.
    ///   - session: The session that ended.
    ///   - remarks: A remark for people to read.
    /// - Throws: As ``capture(_:)``.
    public func logout(
        of actor: Event.Actor? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.capture(.logout(of: actor, session: session, remarks: remarks))
    }

    /// Credentials were refused.
    ///
    /// - Parameters:
    ///   - username: The name that was tried, as it was entered.
    ///   - session: The session in which it was tried.
    ///   - remarks: A remark for people to read, such as the reason.
    /// - Throws: As ``capture(_:)``.
    public func loginFailed(
        username: String,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.capture(
            .loginFailed(username: username, session: session, remarks: remarks)
        )
    }

    /// A token was renewed.
    ///
    /// - Parameters:
    ///   - actor: Whose it is; the actor of the scope when absent.
    ///   - session: The session that goes on.
    ///   - remarks: A remark for people to read.
    /// - Throws: As ``capture(_:)``.
    public func tokenRefreshed(
        of actor: Event.Actor? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.capture(.tokenRefreshed(of: actor, session: session, remarks: remarks))
    }

    /// A password was changed.
    ///
    /// - Parameters:
    ///   - actor: Who changed it; the actor of the scope when absent.
    ///   - username: The name of the account; the actor's name when absent.
    ///   - session: The session in which it was changed.
    ///   - remarks: A remark for people to read.
    /// - Throws: As ``capture(_:)``.
    public func passwordChanged(
        of actor: Event.Actor? = nil,
        username: String? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.capture(
            .passwordChanged(
                of: actor,
                username: username,
                session: session,
                remarks: remarks
            )
        )
    }
}
