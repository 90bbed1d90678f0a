internal import Synchronization

extension CaptureScope {
    /// Says who acts, once it is known: for sign-in, which runs deep within a request.
    ///
    /// Everything recorded from then on within the running scope knows `actor`, in child tasks
    /// and in whoever opened the scope as well, so that the `request` event of a middleware that
    /// stands before sign-in names the user, too. A scope within that states its own actor keeps it.
    ///
    /// - Parameters:
    ///   - actor: Who acts; `nil` for nobody known any more.
    ///   - tenant: Whose ledger; as before when absent.
    /// - Returns: Whether there is a scope that can be told.
    @discardableResult
    public static func identify(_ actor: Event.Actor?, tenant: TenantID? = nil) -> Bool {
        guard let identity = Self.current?.identity else { return false }
        identity.set(actor, tenant: tenant)
        return true
    }

    /// `actor` as it may be recorded in the running scope: where actors must exist
    /// (`capture.actor-must-exist`) and the app does not know this one, as a claim.
    ///
    /// The app is asked about verified users alone, and only within a scope that asks
    /// (``identifiable(actorExists:)``). Middleware that finds out who acts asks by itself; sign-in
    /// that calls ``identify(_:tenant:)`` is taken at its word, unless it asks first:
    /// `CaptureScope.identify(await CaptureScope.checked(actor))`.
    public static func checked(_ actor: Event.Actor) async -> Event.Actor {
        guard let actorExists = Self.current?.identity?.actorExists, actor.isVerified,
            actor.type == .user, let id = actor.id, await !actorExists(id)
        else { return actor }
        var claim = actor
        claim.isVerified = false
        return claim
    }
}

/// Who acts in a scope, shared by all copies of the scope.
///
/// A task-local value cannot be changed from within; what it refers to can.
final class ScopeIdentity: Sendable {
    private struct State {
        var tenant: TenantID?
        var actor: Event.Actor?
    }

    private let state: Mutex<State>
    /// Asks the app whether it knows the user of an id; absent where everybody is believed.
    let actorExists: CaptureScope.ActorExists?

    init(tenant: TenantID?, actor: Event.Actor?, actorExists: CaptureScope.ActorExists?) {
        self.actorExists = actorExists
        self.state = Mutex(State(tenant: tenant, actor: actor))
    }

    var tenant: TenantID? { self.state.withLock { $0.tenant } }
    var actor: Event.Actor? { self.state.withLock { $0.actor } }

    func set(_ actor: Event.Actor?, tenant: TenantID?) {
        self.state.withLock { state in
            state.actor = actor
            state.tenant = tenant ?? state.tenant
        }
    }
}
