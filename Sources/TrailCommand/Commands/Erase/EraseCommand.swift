import ArgumentParser
import Foundation
import Logging
import Trail
import TrailSQLite
import TrailServer

/// `trail erase`: takes out of the log what it says about a person.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases what the log says about a person, and proves that it did.",
        discussion: """
            Says first what would go, and asks; with --dry-run it only says, with --yes it does not
            ask. Without a terminal one of the two is needed. The events keep their places and
            their proofs: 'trail verify' says intact. What is under a legal hold forbids it all,
            unless --skip-held leaves that out. One erasure runs at a time: while another one
            does, in a server, say, this one waits.

            A filter is a parameter of the lists, as name=value.

            Examples:
              trail erase --actor alice --reason "demand 17" --dry-run
              trail erase --actor alice --actor-type user --reason "demand 17"
              trail erase --filter remote_ip=203.0.113.7 --section where --reason "demand 18" --yes
            """
    )

    @Option(help: "The id of the actor: what they did, in whose name, and their sign-ins.")
    var actor: String?

    @Option(help: "Only actors of this type: user, service, system or anonymous.")
    var actorType: String?

    @Option(help: "A parameter of the lists, as name=value; repeatable, all must hold.")
    var filter: [String] = []

    @Option(help: "A section to erase: who, where or what; repeatable, all when absent.")
    var section: [String] = []

    @Option(help: "The reference of the demand; kept for ever, so it must not say who it is.")
    var reason: String

    @Option(help: "The tenant; tenant.default when absent.")
    var tenant: String?

    @Flag(help: "Leaves out what is under a legal hold, and erases the rest.")
    var skipHeld = false

    @Flag(help: "Only says what would go.")
    var dryRun = false

    @Flag(help: "Does not ask.")
    var yes = false

    @Flag(help: "Prints JSON.")
    var json = false

    func run() async throws {
        let settings = try await CommandSettings.load()
        let subject = try self.subject()
        guard !subject.isNamed(in: self.reason) else {
            throw CommandFailure("--reason is kept for ever, so it must not say whom it is about")
        }
        let tenant = try TenantID(self.tenant ?? settings.requiredText("tenant.default"))
        try self.check(subject, tenant)
        let order = try self.order(tenant)
        // A mistyped path must not make a store.
        let reading = try await OpenStore.reading(settings)
        let readingLedgers = try await OpenStore.ledgers(reading: reading, settings)
        guard try await readingLedgers.tenants().contains(tenant) else {
            throw CommandFailure("there is no ledger of a tenant '\(tenant)'")
        }
        let spool = try Self.spool(settings)
        let preview = try await Self.eraser(settings, reading, readingLedgers, spool)
            .preview(subject, order)
        try reading.close()
        if !self.json || self.dryRun { self.show(preview, isDone: false) }
        guard !self.dryRun else { return }
        if preview.held > 0, !self.skipHeld {
            throw CommandFailure(
                "\(preview.held) of the events are under a legal hold; nothing was erased "
                    + "(--skip-held leaves them out)"
            )
        }
        guard try self.yes || Self.confirm() else { throw CommandFailure("nothing was erased") }
        let opened = try await OpenStore(settings, role: .tool)
        let ledgers = try await opened.ledgers()
        let eraser = Self.eraser(settings, opened.store, ledgers, spool)
        let erasure = try await Self.inTurn { try await eraser.erase(subject, order) }
        try opened.memory.flush()
        self.show(erasure.outcome, isDone: true, erasure.id)
    }

    private static func eraser(
        _ settings: Settings,
        _ state: SQLiteEventStore,
        _ ledgers: RoutedStore,
        _ spool: (any ErasurePlace)?
    ) -> Eraser {
        let places: [(any ErasurePlace)?] = [ledgers, spool, settings.archives(of: ledgers)]
        return Eraser(
            ledger: ledgers,
            state: state,
            places: places.compactMap { $0 },
            clock: SystemWallClock(),
            logger: Logger(label: "trail.erase") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Waits until no other erasure is under way.
    private static func inTurn(_ erase: () async throws -> Erasure) async throws -> Erasure {
        var hasTold = false
        while true {
            do {
                return try await erase()
            } catch let error as TrailError where error.code == .underWay {
                if !hasTold { Output.note("another erasure is under way; waiting for its end") }
                hasTold = true
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// The spool, or what says that a server has it.
    private static func spool(_ settings: Settings) throws -> (any ErasurePlace)? {
        guard let path = settings.text("spool.path"),
            FileManager.default.fileExists(atPath: path)
        else { return nil }
        do {
            return try SQLiteSpool(SQLiteSpool.Configuration(path: path))
        } catch let error as TrailError where error.code == .alreadyServed {
            return BusySpool()
        }
    }

    /// Asks a person; there must be one.
    private static func confirm() throws(CommandFailure) -> Bool {
        guard isatty(FileHandle.standardInput.fileDescriptor) == 1 else {
            throw CommandFailure("nobody is there to be asked: add --yes, or --dry-run")
        }
        Output.note("Erase that, for good? Type yes:")
        return readLine() == "yes"
    }
}

/// A spool that a server has open, and nobody else can look into.
private struct BusySpool: ErasurePlace {
    func erase(_ demand: ErasureDemand) -> [ErasureFinding] {
        let remark = "The spool, which a running server has: erase by its API to reach it."
        return [ErasureFinding("spool", count: 0, remark: remark)]
    }

    func overwriteRemains() -> [String] { [] }
}
