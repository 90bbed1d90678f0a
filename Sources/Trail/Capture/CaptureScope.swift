/// Who acts and from where, for whatever is recorded while a task runs.
///
/// A middleware sets it once per request; everything recorded deeper in the call, and in the
/// child tasks of that call, takes from it what its draft leaves out. A draft that names an actor
/// or part of a context keeps what it says. What is recorded on behalf of others, such as events
/// that came in over HTTP, takes nothing from it.
public struct CaptureScope: Sendable, Hashable {
    /// Says whether the app knows the user who has an id.
    ///
    /// It is asked while a request waits, so it should be quick, and cannot fail: where it does not
    /// know it answers `false`, and the actor is recorded as a claim.
    public typealias ActorExists = @Sendable (_ id: String) async -> Bool

    /// The scope of the running task; `nil` outside of any.
    @TaskLocal public static var current: CaptureScope?

    /// Where the act comes from.
    public var context: Event.Context
    /// What was said of this scope alone; goes before what ``identity`` says.
    private var ownTenant: TenantID?
    private var ownActor: Event.Actor?
    /// Who was found to act while the scope was running; all copies of a scope share it.
    let identity: ScopeIdentity?

    /// A scope.
    public init(
        tenant: TenantID? = nil,
        actor: Event.Actor? = nil,
        context: Event.Context = Event.Context()
    ) {
        self.context = context
        self.ownTenant = tenant
        self.ownActor = actor
        self.identity = nil
    }

    /// A scope whose actor may become known while it runs.
    private init(identity: ScopeIdentity, context: Event.Context) {
        self.context = context
        self.identity = identity
    }

    /// Whose ledger; the recorder's default tenant when absent.
    public var tenant: TenantID? {
        get { self.ownTenant ?? self.identity?.tenant }
        set { self.ownTenant = newValue }
    }

    /// Who acts.
    public var actor: Event.Actor? {
        get { self.ownActor ?? self.identity?.actor }
        set { self.ownActor = newValue }
    }

    /// The scope with an identity that ``identify(_:tenant:)`` can set while it runs.
    ///
    /// For whoever opens a scope before it is known who acts: a middleware that stands before
    /// sign-in, a job before its owner has been read.
    ///
    /// - Parameter actorExists: What ``checked(_:)`` asks; absent to believe everybody.
    /// - Returns: The scope.
    public func identifiable(actorExists: ActorExists? = nil) -> CaptureScope {
        CaptureScope(
            identity: ScopeIdentity(
                tenant: self.tenant,
                actor: self.actor,
                actorExists: actorExists
            ),
            context: self.context
        )
    }

    /// `draft` with what it leaves out.
    package func complete(_ draft: Event.Draft) -> Event.Draft {
        var draft = draft
        draft.tenant = draft.tenant ?? self.tenant
        draft.actor = draft.actor ?? self.actor
        draft.context.complete(from: self.context)
        return draft
    }
}

extension CaptureScope {
    /// Whether both say the same at the moment.
    public static func == (one: Self, other: Self) -> Bool {
        one.tenant == other.tenant && one.actor == other.actor && one.context == other.context
    }

    /// Hashes what the scope says at the moment.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.tenant)
        hasher.combine(self.actor)
        hasher.combine(self.context)
    }
}

extension Event.Context {
    /// Takes from `other` what is not known here; what was told by an address or a user agent only
    /// together with it.
    mutating func complete(from other: Self) {
        guard !self.isEmpty else {
            self = other
            return
        }
        if self.ip == nil || self.ip == other.ip { self.geo = self.geo ?? other.geo }
        if self.userAgent == nil || self.userAgent == other.userAgent {
            self.browser = self.browser ?? other.browser
            self.platform = self.platform ?? other.platform
            self.os = self.os ?? other.os
            self.isBot = self.isBot ?? other.isBot
        }
        self.ip = self.ip ?? other.ip
        self.userAgent = self.userAgent ?? other.userAgent
        self.origin = self.origin ?? other.origin
        self.referer = self.referer ?? other.referer
        self.requestID = self.requestID ?? other.requestID
        self.traceID = self.traceID ?? other.traceID
        self.source = self.source ?? other.source
        self.sourceSequence = self.sourceSequence ?? other.sourceSequence
    }
}
