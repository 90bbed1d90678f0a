import ArgumentParser
import Foundation
import Trail
import TrailServer
import TrailSQLite

/// `trail import`: takes over the logs of a Django site.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes over the logs of a Django site, or brings archived events back.",
        discussion: """
            Reads dumps ('manage.py dumpdata', as JSON or JSONL) and SQLite databases of the site,
            in bounded memory. Each row becomes an event with its own id and time; old integrity
            hashes are computed anew, and rows that do not fit theirs are told and marked. Running
            it again imports what is not there yet and changes nothing else. Give the dumps of
            activities and of session infos together: the user agents are in the latter.

            With --archive it reads an archive that retention made instead. --verify proves it: by
            its checkpoint and the ledger's public key, and event by event by the store's ledger
            where there is one. Without --verify the events that are not there any more come back
            to their places in the ledger, from an archive that is intact alone, and without what
            was erased. One sealed event says so, and the ledger verifies as before. Where
            retention would take them again, --hold puts them under a legal hold. Runs beside a
            server, and can be repeated.

            Exit status: 0 all is imported and fits its hash, 1 some rows do not, or were not
            imported; they are listed. 2 it could not be done, or not to the end. Of an archive:
            0 intact, 1 tampered with, 2 could not be verified.

            Examples:
              trail import djaffar-activity.json djaffar-sessioninfo.json
              trail import --tenant acme --dry-run db.sqlite3
              trail import --source shop-eu --json activitylog.json > report.ndjson
              trail import --archive archive/default.000000000000-000000000999.….ndjson.gz --verify
              trail import --archive default.….ndjson.gz --hold "case 2026-17"
            """
    )

    @Argument(help: "Dumps and SQLite databases.")
    var files: [String] = []

    @Option(help: "An archive of retention whose events are brought back.")
    var archive: String?

    @Flag(help: "Only proves the archive, and brings nothing back.")
    var verify = false

    @Option(help: "Puts what is brought back under a legal hold, and says why.")
    var hold: String?

    @Option(help: "The public key that signed the archive; that of signing.key when absent.")
    var publicKey: String?

    @Option(help: "The tenant whose ledger gets the events.")
    var tenant: String?

    @Option(help: "A name of the site; rows of two sites with the same keys keep apart by it.")
    var source = "django"

    @Option(help: "What times without an offset are in, such as Europe/Berlin.")
    var timeZone: String?

    @Flag(help: "Reads and checks everything, and imports nothing.")
    var dryRun = false

    @Flag(help: "Prints JSON: a line a problem, then one of counts.")
    var json = false

    func validate() throws {
        try self.validateArchive()
        guard !self.source.isEmpty, self.source.utf8.count <= 64 else {
            throw ValidationError("--source: a name of at most 64 bytes is expected")
        }
        guard self.timeZone.map({ TimeZone(identifier: $0) != nil }) ?? true else {
            throw ValidationError("--time-zone: a name such as Europe/Berlin is expected")
        }
    }

    private func validateArchive() throws {
        guard let archive = self.archive else {
            for (isGiven, option) in [
                (self.verify, "--verify"), (self.hold != nil, "--hold"),
                (self.publicKey != nil, "--public-key"),
            ] where isGiven { throw ValidationError("\(option): --archive is expected beside it") }
            guard !self.files.isEmpty else {
                throw ValidationError("a dump, a database or --archive is expected")
            }
            return
        }
        guard self.files.isEmpty, !archive.isEmpty else {
            throw ValidationError("--archive: one archive, and no other files, is expected")
        }
        if self.verify, self.hold != nil || self.dryRun {
            throw ValidationError("--verify: brings nothing back, so no --hold and no --dry-run")
        }
        if self.publicKey != nil, !self.verify {
            throw ValidationError("--public-key: --verify is expected beside it")
        }
        if let hold, !(1...1_024).contains(hold.utf8.count) {
            throw ValidationError("--hold: 1 to 1024 bytes are expected")
        }
    }

    func run() async throws {
        if let archive = self.archive { return try await self.run(archive) }
        let settings = try await CommandSettings.load()
        let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
        let sources = try self.files.map { try ImportSource(path: $0) }
        let leakGuard = try settings.leakGuard()
        let opened = try await self.dryRun ? nil : OpenStore(settings, role: .tool)
        let ledgers = try await opened?.ledgers()
        var run = try ImportRun(
            sources,
            into: ledgers,
            mapper: {
                ImportMapper(
                    source: self.source,
                    tenant: tenant,
                    zone: self.zone,
                    leakGuard: leakGuard,
                    lookup: $0
                )
            },
            show: { Output.line(self.json ? $0.json : $0.line) }
        )
        let end: Result<Void, any Error>
        do {
            end = .success(try await run.run())
        } catch {
            end = .failure(error)
        }
        if let opened, let ledgers {
            try await self.seal(run.counts, tenant, in: ledgers)
            try opened.memory.flush()
        }
        self.show(run.counts)
        try end.get()
        guard run.counts.isClean else { throw ExitCode(1) }
    }

    private func run(_ archive: String) async throws {
        let work = ArchiveImport(
            path: archive,
            tenant: try self.tenant.map { try TenantID($0) },
            publicKey: self.publicKey,
            hold: self.hold,
            isDryRun: self.dryRun,
            json: self.json
        )
        try await self.verify ? work.verify() : work.restore()
    }

    private var zone: ImportZone? {
        guard let name = self.timeZone, let zone = TimeZone(identifier: name) else { return nil }
        return ImportZone(isUTC: name == "UTC") { time in
            let seconds = TimeInterval(time.microseconds / 1_000_000)
            return .seconds(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
        }
    }

    /// Leaves a trace of the import itself, unless it has changed nothing.
    private func seal(
        _ counts: ImportCounts,
        _ tenant: TenantID,
        in store: any Ledger
    ) async throws {
        guard counts.imported > 0 else { return }
        var facts = counts.members
        facts["source"] = .string(self.source)
        facts["files"] = .array(self.files.map { .string($0) })
        let act = AdminAct(
            principal: ShellAct.principal("import"),
            category: "import",
            name: "finished",
            message: "\(counts.imported) events were imported from another log.",
            facts: facts,
            tenant: tenant
        )
        try await ShellAct.seal(act, in: store)
    }

    private func show(_ counts: ImportCounts) {
        guard !self.json else {
            var members = counts.members
            members["dry_run"] = .bool(self.dryRun)
            return Output.line(JSONLine(members).text)
        }
        let hashes = SeedIntegrity.allCases.map { "\(counts.hash($0)) \($0.rawValue)" }
        Output.line(
            self.dryRun
                ? "\(counts.rows) rows read, \(counts.unmapped) unmapped; nothing was imported"
                : "\(counts.rows) rows read: \(counts.imported) imported, \(counts.repeated) there "
                    + "before, \(counts.conflicts) in conflict, \(counts.unmapped) unmapped"
        )
        if !counts.hashes.isEmpty { Output.line("old hashes: " + hashes.joined(separator: ", ")) }
        for (model, count) in counts.others.sorted(by: { $0.key < $1.key }) {
            Output.line("no rows of a log: \(model), \(count)")
        }
    }
}
