/// Who acts and from where, for whatever is recorded while a task runs.
///
/// A middleware sets it once per request; everything recorded deeper in the call, and in the
/// child tasks of that call, takes from it what its draft leaves out. A draft that names an actor
/// or part of a context keeps what it says. What is recorded on behalf of others, such as events
/// that came in over HTTP, takes nothing from it.
public struct CaptureScope: Sendable, Hashable {
    /// The scope of the running task; `nil` outside of any.
    @TaskLocal public static var current: CaptureScope?

    /// Whose ledger; the recorder's default tenant when absent.
    public var tenant: TenantID?
    /// Who acts.
    public var actor: Event.Actor?
    /// Where the act comes from.
    public var context: Event.Context

    /// A scope.
    public init(
        tenant: TenantID? = nil,
        actor: Event.Actor? = nil,
        context: Event.Context = Event.Context()
    ) {
        self.tenant = tenant
        self.actor = actor
        self.context = context
    }

    /// `draft` with what it leaves out.
    func complete(_ draft: Event.Draft) -> Event.Draft {
        var draft = draft
        draft.tenant = draft.tenant ?? self.tenant
        draft.actor = draft.actor ?? self.actor
        draft.context.complete(from: self.context)
        return draft
    }
}

extension Event.Context {
    /// Takes from `other` what is not known here.
    mutating func complete(from other: Self) {
        guard !self.isEmpty else {
            self = other
            return
        }
        self.ip = self.ip ?? other.ip
        self.userAgent = self.userAgent ?? other.userAgent
        self.browser = self.browser ?? other.browser
        self.platform = self.platform ?? other.platform
        self.os = self.os ?? other.os
        self.isBot = self.isBot ?? other.isBot
        self.geo = self.geo ?? other.geo
        self.origin = self.origin ?? other.origin
        self.referer = self.referer ?? other.referer
        self.requestID = self.requestID ?? other.requestID
        self.traceID = self.traceID ?? other.traceID
        self.source = self.source ?? other.source
        self.sourceSequence = self.sourceSequence ?? other.sourceSequence
    }
}
