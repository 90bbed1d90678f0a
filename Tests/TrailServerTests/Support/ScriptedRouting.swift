import Synchronization
import Trail

/// A routing that objects to what a test tells it to.
final class ScriptedRouting: DestinationRouting {
    private struct State {
        var sentence: String?
        var reloads = 0
        var heldTenants: [TenantID] = []
        var failure: TrailError?
    }

    private let state = Mutex(State())

    var reloads: Int { self.state.withLock { $0.reloads } }

    func object(_ sentence: String) {
        self.state.withLock { $0.sentence = sentence }
    }

    func objection(changing old: Destination?, to new: Destination?) -> String? {
        self.state.withLock { $0.sentence }
    }

    /// The tenants whose holds were brought to their destinations.
    var heldTenants: [TenantID] { self.state.withLock { $0.heldTenants } }

    /// Lets holds reach no destination.
    func fail(_ failure: TrailError) {
        self.state.withLock { $0.failure = failure }
    }

    func bringHolds(to tenant: TenantID) throws {
        try self.state.withLock { state in
            if let failure = state.failure { throw failure }
            state.heldTenants.append(tenant)
        }
    }

    func reload() {
        self.state.withLock { $0.reloads += 1 }
    }
}
