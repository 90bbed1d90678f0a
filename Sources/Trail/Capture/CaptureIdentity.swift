/// Who acts, and in whose ledger: what an app that serves several tenants says of a request.
///
/// ```swift
/// ActorMiddleware { _, context in
///     context.user.map { user in
///         CaptureIdentity(
///             actor: Event.Actor(type: .user, id: user.id, isVerified: true),
///             tenant: user.tenant
///         )
///     }
/// }
/// ```
public struct CaptureIdentity: Sendable, Hashable, CaptureIdentifying {
    /// Who acts; as before when absent, so that a host name alone may tell the tenant.
    public var actor: Event.Actor?
    /// Whose ledger; as before when absent, which is the recorder's own in the end.
    public var tenant: TenantID?

    /// An identity of which either part may be absent.
    public init(actor: Event.Actor? = nil, tenant: TenantID? = nil) {
        self.actor = actor
        self.tenant = tenant
    }

    /// The identity itself.
    public var captureIdentity: CaptureIdentity { self }
}

/// What tells who acts: an actor where there is one tenant, else a ``CaptureIdentity``.
public protocol CaptureIdentifying: Sendable {
    /// Who acts, and in whose ledger.
    var captureIdentity: CaptureIdentity { get }
}

extension Event.Actor: CaptureIdentifying {
    /// The actor, of no tenant in particular.
    public var captureIdentity: CaptureIdentity { CaptureIdentity(actor: self) }
}

extension CaptureScope {
    /// Says who was found to act in the running scope, once the app has been asked whether it knows
    /// the actor, if it is to be asked; parts that are absent change nothing.
    package static func identify(_ identity: CaptureIdentity) async {
        let known = Self.current?.identity?.actor
        let actor: Event.Actor? =
            if let actor = identity.actor { await Self.checked(actor) } else { known }
        Self.identify(actor, tenant: identity.tenant)
    }
}
