extension Event.Draft {
    /// Somebody signed in.
    ///
    /// - Parameters:
    ///   - actor: Who it is now.
    ///   - username: The name that was entered; the actor's name when absent.
    ///   - session: The session that began.
    ///   - remarks: A remark for people to read, such as the method: `password`, `passkey`.
    /// - Returns: A draft of kind `login`.
    public static func login(
        of actor: Event.Actor,
        username: String? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) -> Self {
        Self.authentication(.login, actor, username ?? actor.name, session, remarks)
    }

    /// Somebody signed out.
    ///
    /// - Parameters:
    ///   - actor: Who it was; the actor of the scope when absent.
    ///   - session: The session that ended.
    ///   - remarks: A remark for people to read.
    /// - Returns: A draft of kind `login`.
    public static func logout(
        of actor: Event.Actor? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) -> Self {
        let actor = actor ?? CaptureScope.current?.actor
        return Self.authentication(.logout, actor, actor?.name, session, remarks)
    }

    /// Credentials were refused.
    ///
    /// Nobody is taken for the actor, also not whoever is signed in already: `username` is what
    /// was tried, known or not, and only that.
    ///
    /// - Parameters:
    ///   - username: The name that was tried, as it was entered.
    ///   - session: The session in which it was tried.
    ///   - remarks: A remark for people to read, such as the reason.
    /// - Returns: A draft of kind `login`.
    public static func loginFailed(
        username: String,
        session: String? = nil,
        remarks: String? = nil
    ) -> Self {
        let session = session ?? CaptureScope.current?.actor?.session
        return Self.authentication(.failed, Event.Actor(), username, session, remarks)
    }

    /// A token was renewed.
    ///
    /// - Parameters:
    ///   - actor: Whose it is; the actor of the scope when absent.
    ///   - session: The session that goes on.
    ///   - remarks: A remark for people to read.
    /// - Returns: A draft of kind `login`.
    public static func tokenRefreshed(
        of actor: Event.Actor? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) -> Self {
        let actor = actor ?? CaptureScope.current?.actor
        return Self.authentication(.tokenRefresh, actor, actor?.name, session, remarks)
    }

    /// A password was changed.
    ///
    /// - Parameters:
    ///   - actor: Who changed it; the actor of the scope when absent.
    ///   - username: The name of the account; the actor's name when absent.
    ///   - session: The session in which it was changed.
    ///   - remarks: A remark for people to read.
    /// - Returns: A draft of kind `login`.
    public static func passwordChanged(
        of actor: Event.Actor? = nil,
        username: String? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) -> Self {
        let actor = actor ?? CaptureScope.current?.actor
        return Self.authentication(
            .passwordChange,
            actor,
            username ?? actor?.name,
            session,
            remarks
        )
    }

    private static func authentication(
        _ type: LoginDetail.LoginType,
        _ actor: Event.Actor?,
        _ username: String?,
        _ session: String?,
        _ remarks: String?
    ) -> Self {
        let limits = EventLimits()
        var actor = actor
        if let session {
            actor = actor ?? Event.Actor()
            actor?.session = session.kept(within: limits.word)
        }
        return Event.Draft(
            .login(
                LoginDetail(
                    type,
                    username: username?.kept(within: limits.word),
                    remarks: remarks?.kept(within: limits.text)
                )
            ),
            actor: actor
        )
    }
}
