import ArgumentParser
import Foundation
import MerkleLog
import Trail
import TrailSQLite

/// `trail verify`: recomputes every ledger from its rows.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recomputes the ledger and says what is not as it was sealed.",
        discussion: """
            With --fix, what is derived from the events and missing is made anew: empty
            columns, segments and hourly figures, tiles above the leaves; never an event.
            Figures that do not fit are replaced, and counted apart; indexes that are missing,
            altered or do not fit are made anew. While any event was
            altered or is gone, nothing is made anew: what is kept beside it is evidence.
            The server must be stopped meanwhile. The verdict is that of a second look.

            What the key has signed last is kept beside it (signing.key, with .heads behind it).
            Where that is lost, an older copy of the store looks like the store itself: then a
            ledger that fits in itself is called unproven, unless a checkpoint is given.

            Exit status: 0 intact, 1 tampered with, 2 could not be verified, or unproven.

            Examples:
              trail verify
              trail verify --tenant acme --model login
              trail verify --from-checkpoint checkpoint-2026-11.txt
            """,
        aliases: ["verify_log_integrity"]
    )

    @Option(help: "Only this tenant's ledger; all when absent.")
    var tenant: String?

    @Option(help: "Only rows of this kind or class of events (login, LoginEvent); repeatable.")
    var model: [String] = []

    @Option(help: "A file with a checkpoint known from before, which the ledger must continue.")
    var fromCheckpoint: String?

    // While one range is read, another one is hashed.
    @Option(help: "How many ranges are worked on at a time; twice the processors when absent.")
    var workers: Int?

    @Flag(help: "Makes missing derived data anew, and verifies again.")
    var fix = false

    @Flag(help: "Prints JSON, a line a ledger.")
    var json = false

    func run() async throws {
        let settings = try await CommandSettings.load()
        let keyPath = try settings.requiredText("signing.key")
        let key = try LedgerKey.load(from: keyPath)
        try OpenStore.refuseOtherName(settings, than: key)
        let memory = try SignerMemory(path: keyPath + ".heads")
        let main = try await OpenStore.reading(settings)
        let store = try await OpenStore.ledgers(reading: main, settings)
        let verifier = LedgerVerifier(
            ledger: store,
            serverName: key.name,
            keys: [key.verifier],
            memory: memory
        )
        let options = try self.options(key)
        let signed = Array(memory.all.keys) + options.checkpoints.map(\.origin)
        let (tenants, faults) = try await self.tenants(
            in: store,
            signed: Self.tenants(of: signed, by: key)
        )
        var worst = faults.compactMap(VerifyVerdict.init).max() ?? .intact
        for tenant in tenants {
            var own = options
            // Without --tenant all ledgers are verified, each by the checkpoints that are its own.
            if self.tenant == nil {
                own.checkpoints.removeAll { $0.origin != "\(key.name)/\(tenant)" }
            }
            let verdict = try await self.verdict(on: tenant, verifier, own, settings)
            worst = max(worst, verdict)
        }
        guard worst == .intact else { throw ExitCode(worst.status) }
    }

    /// Whose ledgers are to be verified, and why there may be more.
    private func tenants(
        in store: RoutedStore,
        signed: [TenantID]
    ) async throws -> (tenants: [TenantID], faults: [TrailError]) {
        let (stored, faults) = try await store.knownTenants()
        if let name = self.tenant {
            let tenant = try TenantID(name)
            guard !faults.isEmpty || stored.contains(tenant) || signed.contains(tenant) else {
                throw CommandFailure("there is no ledger of a tenant '\(tenant)'")
            }
            return ([tenant], [])
        }
        for fault in faults { Output.note("there may be more ledgers: \(fault.message)") }
        let tenants = Set(stored + signed).sorted()
        if tenants.isEmpty, faults.isEmpty {
            Output.note("no ledger has been begun; there is nothing to verify")
        }
        return (tenants, faults)
    }

    /// Verifies a ledger, has made anew what is missing where that is asked for, and verifies again.
    private func verdict(
        on tenant: TenantID,
        _ verifier: LedgerVerifier,
        _ options: VerificationOptions,
        _ settings: Settings
    ) async throws -> VerifyVerdict {
        let first = try await self.look(tenant, verifier, options)
        guard self.fix, let report = first.report, !report.isIntact else { return first.verdict }
        let rebuilt: RebuiltData?
        do {
            rebuilt = try await LedgerRepair(settings).rebuild(report, options)
        } catch {
            // The other ledgers are still to be looked at.
            guard let failure = CommandFailure(error) else { throw error }
            Output.note("\(tenant): nothing was made anew: \(failure.sentence)")
            return first.verdict
        }
        guard let rebuilt else { return first.verdict }
        return try await self.look(tenant, verifier, options, after: rebuilt).verdict
    }

    /// What a look at a ledger came to.
    private struct Look {
        let verdict: VerifyVerdict
        /// What was found; `nil` where it could not be looked through.
        let report: VerificationReport?
    }

    /// Looks at a ledger, and says what is found or why it cannot be looked through.
    private func look(
        _ tenant: TenantID,
        _ verifier: LedgerVerifier,
        _ options: VerificationOptions,
        after rebuilt: RebuiltData? = nil
    ) async throws -> Look {
        let progress = ProgressLine("verifying \(tenant)")
        defer { progress.finish() }
        do {
            let report = try await verifier.verify(tenant, options: options) {
                progress.update($0.done, of: $0.total)
            }
            progress.finish()
            self.show(report, rebuilt)
            return Look(verdict: VerifyVerdict(report), report: report)
        } catch let error as TrailError {
            progress.finish()
            guard let verdict = VerifyVerdict(error) else { throw error }
            self.show(error, verdict, of: tenant)
            return Look(verdict: verdict, report: nil)
        }
    }

    /// The tenants of what the key has signed: a ledger that was removed whole must not look like
    /// one that never was.
    private static func tenants(of origins: [String], by key: LedgerKey) -> [TenantID] {
        let prefix = key.name + "/"
        return origins.filter { $0.hasPrefix(prefix) }
            .compactMap { try? TenantID(String($0.dropFirst(prefix.count))) }
    }

    private func options(_ key: LedgerKey) throws -> VerificationOptions {
        var options = VerificationOptions()
        let processors = ProcessInfo.processInfo.activeProcessorCount
        options.workers = max(1, self.workers ?? 2 * processors)
        options.kinds = try Set(
            self.model.map { name throws(CommandFailure) in
                try KindName.kind(name, option: "--model")
            }
        )
        if let path = self.fromCheckpoint {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandFailure("cannot read the checkpoint at \(path)")
            }
            do {
                options.checkpoints = [try Self.checkpoint(Array(data), key)]
            } catch {
                throw CommandFailure("\(path) holds no checkpoint signed by this key")
            }
            let origins = options.checkpoints.map(\.origin)
            guard !Self.tenants(of: origins, by: key).isEmpty else {
                throw CommandFailure("\(path) holds a checkpoint of another server: \(origins[0])")
            }
        }
        return options
    }

    private static func checkpoint(_ bytes: [UInt8], _ key: LedgerKey) throws -> Checkpoint {
        let note = try SignedNote(bytes: bytes)
        _ = try note.verify(with: [key.verifier])
        return try Checkpoint(text: note.text)
    }
}
