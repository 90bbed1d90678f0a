import ArgumentParser
import Foundation
import MerkleLog
import Trail
import TrailServer
import TrailSQLite

/// `trail import --archive`: proves an archive of retention, and brings its events back.
struct ArchiveImport {
    /// The path of the archive.
    var path: String
    /// Whose it must be; `nil` for whose it is.
    var tenant: TenantID?
    /// The public key that must have signed it; `nil` for that of `signing.key`.
    var publicKey: String?
    /// Why what is brought back is put under a legal hold; `nil` for no hold.
    var hold: String?
    /// Whether nothing is brought back, but counted.
    var isDryRun: Bool
    /// Whether results are printed as JSON.
    var json: Bool

    private var name: String { URL(fileURLWithPath: self.path).lastPathComponent }

    /// Proves the archive by itself and, where there is a store, by its ledger.
    func verify() async throws {
        let settings = try await CommandSettings.load()
        let path = try settings.storePath()
        let isThere = FileManager.default.fileExists(atPath: path)
        let ledgers = try await isThere ? Self.ledgers(settings) : nil
        if !isThere { Output.note("there is no store at \(path); the archive alone is verified") }
        let report = try await self.report(try self.keys(settings), ledgers)
        self.show(report)
        guard report.isIntact else { throw ExitCode(1) }
    }

    private static func ledgers(_ settings: Settings) async throws -> RoutedStore {
        try await OpenStore.ledgers(reading: try await OpenStore.reading(settings), settings)
    }

    private func keys(_ settings: Settings) throws -> [NoteVerifier] {
        guard let text = self.publicKey else {
            return [try LedgerKey.load(from: settings.requiredText("signing.key")).verifier]
        }
        guard let key = try? NoteVerifier(keyText: text) else {
            throw CommandFailure("--public-key: a key as 'trail keys show' prints it is expected")
        }
        return [key]
    }

    private func report(
        _ keys: [NoteVerifier],
        _ ledgers: (any Ledger)?,
        _ body: (SealedEvent) -> Void = { _ in }
    ) async throws -> ArchiveReport {
        let size = try self.size()
        let progress = ProgressLine("verifying \(self.name)")
        defer { progress.finish() }
        do {
            let verifier = ArchiveVerifier(try self.reader(), keys: keys, ledger: ledgers)
            let report = try await verifier.verify(
                progress: { progress.update($0, of: size) },
                body
            )
            guard let tenant = self.tenant, let found = report.tenant, found != tenant else {
                return report
            }
            throw CommandFailure("\(self.path) is an archive of '\(found)', not of '\(tenant)'")
        } catch let error as ArchiveError {
            throw CommandFailure("\(self.path): \(error)")
        }
    }

    private func size() throws(CommandFailure) -> UInt64 {
        guard let size = try? FileManager.default.attributesOfItem(atPath: self.path)[.size],
            let size = size as? NSNumber
        else { throw CommandFailure("cannot read \(self.path)") }
        return size.uint64Value
    }

    /// Reads the archive in the form in which it is, whatever it is called.
    private func reader() throws(CommandFailure) -> ArchiveReader {
        guard let file = FileHandle(forReadingAtPath: self.path),
            let start = try? file.read(upToCount: 2) ?? Data()
        else { throw CommandFailure("cannot read \(self.path)") }
        let coding: any ArchiveCoding = start == Data([0x1F, 0x8B]) ? GzipCoding() : PlainCoding()
        return ArchiveReader(path: self.path, coding: coding)
    }

    /// Whose events the first line says they are.
    private func owner() async throws -> TenantID {
        do {
            let tenant = try await self.reader().header().tenant
            guard let expected = self.tenant, expected != tenant else { return tenant }
            throw CommandFailure("\(self.path) is an archive of '\(tenant)', not of '\(expected)'")
        } catch let error as ArchiveError {
            throw CommandFailure("\(self.path): \(error)", status: error.status)
        }
    }

    /// - Throws: `ExitCode` 1 where the archive is not what was written.
    private func checkUnaltered(_ report: ArchiveReport) throws {
        guard !report.isIntact || report.events != report.compared else { return }
        self.show(report)
        Output.note("\(self.path) was altered; nothing is brought back")
        throw ExitCode(1)
    }

    /// Brings what the archive has and the store has not back.
    func restore() async throws {
        let settings = try await CommandSettings.load()
        try OpenStore.existingPath(settings)
        let opened = try await OpenStore(settings, role: .tool)
        let ledgers = try await opened.ledgers()
        let keys = [opened.key.verifier]
        let state = opened.store
        let tenant = try await self.owner()
        try await Self.checkErasures(of: tenant, state)
        var forecast = try RetentionForecast(
            try await Self.rules(for: tenant, settings, state),
            of: tenant,
            holds: try await state.holds(),
            at: .now()
        )
        let report = try await self.report(keys, ledgers) { forecast.consider($0) }
        try self.checkUnaltered(report)
        let hold = try self.hold(forecast, tenant)
        var request = RestorationRequest(
            tenant: tenant,
            archive: try self.reader(),
            name: self.name,
            keys: keys,
            actor: ShellAct.principal("import").actor
        )
        request.isDryRun = self.isDryRun
        let size = try self.size()
        let progress = ProgressLine("bringing back \(self.name)")
        request.progress = { progress.update($0, of: size) }
        if let hold, !self.isDryRun { try await Self.place(hold, opened, ledgers) }
        do {
            let result = try await ledgers.restore(request)
            progress.finish()
            try opened.memory.flush()
            self.show(result, report, hold)
            guard result.conflicts == 0 else { throw ExitCode(1) }
        } catch let error as ArchiveError {
            throw CommandFailure("\(self.path): \(error)")
        }
    }
}

extension ArchiveError {
    /// The exit status: 2 where it could not be read, 1 where it is not what was written.
    fileprivate var status: Int32 {
        if case .unreadable = self { 2 } else { 1 }
    }
}
