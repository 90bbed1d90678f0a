public import Trail

/// Records logins and whatever else an app has to tell of one request.
///
/// Each call is that of the recorder, within the scope of the request: what a draft leaves out is
/// taken from there.
public struct RequestTrail: Sendable {
    /// Records the events.
    public let recorder: EventRecorder
    /// Who acts and from where.
    public let scope: CaptureScope

    init(_ recorder: EventRecorder, scope: CaptureScope) {
        self.recorder = recorder
        self.scope = scope
    }

    /// Puts an event into the recorder's buffer; see ``Trail/EventRecorder/record(_:)``.
    public func record(_ draft: Event.Draft) {
        CaptureScope.$current.withValue(self.scope) { self.recorder.record(draft) }
    }

    /// Records an event and waits until it is on disk.
    ///
    /// - Returns: The receipt.
    /// - Throws: As ``Trail/EventRecorder/recordDurably(_:)``.
    public func recordDurably(_ draft: Event.Draft) async throws -> Receipt {
        try await CaptureScope.$current.withValue(self.scope) {
            try await self.recorder.recordDurably(draft)
        }
    }

    /// Somebody signed in; the rest of the request is this actor's.
    ///
    /// - Parameters:
    ///   - actor: Who it is now.
    ///   - username: The name that was entered; the actor's name when absent.
    ///   - session: The session that began.
    ///   - remarks: A remark for people to read, such as the method: `password`, `passkey`.
    /// - Throws: Only where recording is `strict`.
    public func login(
        of actor: Event.Actor,
        username: String? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.within {
            try await $0.login(of: actor, username: username, session: session, remarks: remarks)
        }
    }

    /// Somebody signed out; the request remains this actor's.
    ///
    /// - Parameters:
    ///   - actor: Who it was; the actor of the request when absent.
    ///   - session: The session that ended.
    ///   - remarks: A remark for people to read.
    /// - Throws: Only where recording is `strict`.
    public func logout(
        of actor: Event.Actor? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.within {
            try await $0.logout(of: actor, session: session, remarks: remarks)
        }
    }

    /// Credentials were refused; nobody is taken for the actor.
    ///
    /// - Parameters:
    ///   - username: The name that was tried, as it was entered.
    ///   - session: The session in which it was tried.
    ///   - remarks: A remark for people to read, such as the reason.
    /// - Throws: Only where recording is `strict`.
    public func loginFailed(
        username: String,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.within {
            try await $0.loginFailed(username: username, session: session, remarks: remarks)
        }
    }

    /// A token was renewed.
    ///
    /// - Parameters:
    ///   - actor: Whose it is; the actor of the request when absent.
    ///   - session: The session that goes on.
    ///   - remarks: A remark for people to read.
    /// - Throws: Only where recording is `strict`.
    public func tokenRefreshed(
        of actor: Event.Actor? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.within {
            try await $0.tokenRefreshed(of: actor, session: session, remarks: remarks)
        }
    }

    /// A password was changed.
    ///
    /// - Parameters:
    ///   - actor: Who changed it; the actor of the request when absent.
    ///   - username: The name of the account; the actor's name when absent.
    ///   - session: The session in which it was changed.
    ///   - remarks: A remark for people to read.
    /// - Throws: Only where recording is `strict`.
    public func passwordChanged(
        of actor: Event.Actor? = nil,
        username: String? = nil,
        session: String? = nil,
        remarks: String? = nil
    ) async throws {
        try await self.within {
            try await $0.passwordChanged(
                of: actor,
                username: username,
                session: session,
                remarks: remarks
            )
        }
    }

    private func within(_ body: (EventRecorder) async throws -> Void) async throws {
        try await CaptureScope.$current.withValue(self.scope) { try await body(self.recorder) }
    }
}
