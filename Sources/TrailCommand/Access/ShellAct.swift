import Foundation
import Trail
import TrailServer

/// Seals what whoever has the shell does to users and tokens: they need no permission, and leave a
/// trace all the same.
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
        let draft = act.draft
        let event = try Event(draft, tenant: draft.tenant ?? .default, now: .now())
        let result = try await store.append(AppendRequest([EncodedEvent(event, stated: [])]))
        guard case .sealed? = result.outcomes.first else {
            throw CommandFailure("the change could not be sealed, so nothing was changed")
        }
    }
}
