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
        let (stored, isWhole) = try await self.tenants(in: store, main)
        let tenants =
            try self.tenant.map { [try TenantID($0)] }
            ?? Self.ledgers(stored + Self.tenants(of: signed, by: key))
        for tenant in tenants where self.tenant != nil && isWhole && !stored.contains(tenant) {
            guard Self.tenants(of: signed, by: key).contains(tenant) else {
                throw CommandFailure("there is no ledger of a tenant '\(tenant)'")
            }
        }
        if tenants.isEmpty { Output.note("no ledger has been begun; there is nothing to verify") }
        var worst = isWhole || self.tenant != nil ? VerifyVerdict.intact : .unread
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

    /// The tenants that have a ledger, and whether these are all of them: a destination that cannot be
    /// used may hold more.
    private func tenants(
        in store: RoutedStore,
        _ main: SQLiteEventStore
    ) async throws -> (tenants: [TenantID], isWhole: Bool) {
        do {
            return (try await store.tenants(), true)
        } catch let error as TrailError where error.code == .storeUnavailable {
            Output.note(error.message)
            return (try await main.tenants(), false)
        }
    }

    /// Verifies a ledger, has made anew what is missing where that is asked for, and verifies again.
    private func verdict(
        on tenant: TenantID,
        _ verifier: LedgerVerifier,
        _ options: VerificationOptions,
        _ settings: Settings
    ) async throws -> VerifyVerdict {
        let report: VerificationReport
        switch try await self.look(tenant, verifier, options) {
        case .success(let found): report = found
        case .failure(let verdict): return verdict
        }
        self.show(report)
        guard self.fix, !report.isIntact else { return VerifyVerdict(report) }
        let repair = LedgerRepair(settings)
        guard let rebuilt = try await repair.rebuild(report, options) else { return .tampered }
        switch try await self.look(tenant, verifier, options) {
        case .success(let second):
            self.show(second, rebuilt)
            return VerifyVerdict(second)
        case .failure(let verdict): return verdict
        }
    }

    /// What is found in a ledger; the verdict where it cannot be looked through, which is then said.
    private func look(
        _ tenant: TenantID,
        _ verifier: LedgerVerifier,
        _ options: VerificationOptions
    ) async throws -> Result<VerificationReport, VerifyVerdict> {
        let progress = ProgressLine("verifying \(tenant)")
        defer { progress.finish() }
        do {
            return .success(
                try await verifier.verify(tenant, options: options) {
                    progress.update($0.done, of: $0.total)
                }
            )
        } catch let error as TrailError where VerifyVerdict(error) != nil {
            progress.finish()
            let verdict = VerifyVerdict(error) ?? .unread
            self.show(error, verdict, of: tenant)
            return .failure(verdict)
        }
    }

    private static func ledgers(_ tenants: [TenantID]) -> [TenantID] { Set(tenants).sorted() }

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
