import Foundation
import Trail
import TrailServer

/// Seals what whoever has the shell does to the log: they need no permission, and leave a trace all
/// the same.
struct ShellAct {
    /// Who acts: the tool, in the hands of whoever is logged in to the machine.
    static func principal(_ command: String) -> Principal {
        Principal(
            id: "trail \(command)",
            name: NSUserName(),
            type: .system,
            permissions: [],
            tenant: .default
        )
    }

    /// Appends `act` to its ledger.
    ///
    /// - Throws: ``CommandFailure``, and what the store throws; then the act must not be done.
    static func seal(_ act: AdminAct, in store: any Ledger) async throws {
        try await Self.seal(act.draft, in: store)
    }

    /// Appends what a command has to say of a tenant's ledger.
    ///
    /// - Throws: ``CommandFailure``, and what the store throws.
    static func seal(
        _ detail: SystemDetail,
        of tenant: TenantID,
        by command: String,
        in store: any Ledger
    ) async throws {
        let actor = Event.Actor(type: .system, id: "trail \(command)", isVerified: true)
        var draft = Event.Draft(.system(detail), actor: actor)
        draft.tenant = tenant
        try await Self.seal(draft, in: store)
    }

    private static func seal(_ draft: Event.Draft, in store: any Ledger) async throws {
        let event = try Event(draft, tenant: draft.tenant ?? .default, now: .now())
        let result = try await store.append(AppendRequest([EncodedEvent(event, stated: [])]))
        guard case .sealed? = result.outcomes.first else {
            throw CommandFailure("the act could not be sealed in the ledger")
        }
    }
}
