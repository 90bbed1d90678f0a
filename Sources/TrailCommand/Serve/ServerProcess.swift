import Hummingbird
import Logging
import NIOCore
import Trail
import TrailExcel
import TrailSQLite
import TrailServer

/// `trail serve`, from its settings to its end.
struct ServerProcess: Sendable {
    private let settings: Settings
    private let logger: Logger

    init(_ settings: Settings) throws {
        self.settings = settings
        var logger = Logger(label: "trail", factory: StreamLogHandler.standardError(label:))
        logger.logLevel = Logger.Level(rawValue: try settings.requiredText("log.level")) ?? .info
        self.logger = logger
    }

    /// Serves until the process is told to stop.
    func run() async throws {
        try self.settings.checkMasked()
        try ServedPaths(self.settings).check()
        for warning in self.settings.warnings { self.logger.warning("\(warning)") }
        for remark in self.settings.remarksForApps { self.logger.notice("\(remark)") }
        let jwt = try await JWTSettings(self.settings, logger: self.logger)
        let configuration = try self.settings.server()
        let parts = try await ServerParts(self.settings, logger: self.logger)
        for remark in jwt.remarks { self.logger.log(level: remark.level, "\(remark.text)") }
        try await self.warnOfForgotten(parts)
        TemporaryFolder.removeLeftovers()
        let backend = try await parts.backend()
        let (store, tenant) = (parts.opened.store, configuration.tenant)
        let server = buildServer(
            backend,
            configuration,
            authenticators: [
                TokenAuthenticator(backend.state, clock: backend.clock), jwt.authenticator,
            ],
            services: parts.services(for: backend) + [jwt.keys],
            logger: ServerLog.logger(self.logger.logLevel, into: backend.errors),
            // A start that fails must not have spent the password that is shown once.
            onRunning: { _ in await self.makeFirstUser(in: store, tenant: tenant) }
        )
        do {
            try await server.runService()
        } catch let error as IOError {
            throw self.failure(toListen: "\(error)")
        } catch is SocketAddressError.UnknownHost {
            throw self.failure(toListen: "there is no such host")
        }
        try parts.close()
    }

    /// Makes the administrator where there is no user, once the port is bound and before the first
    /// request is answered.
    private func makeFirstUser(in store: SQLiteEventStore, tenant: TenantID) async {
        do {
            // Not through the log, which may go to many places.
            try await FirstUser.make(in: store, tenant: tenant)?.lines.forEach(Output.note)
        } catch {
            self.logger.error(
                "no first user could be made; 'trail user create' or 'password' helps",
                error: error
            )
        }
    }

    private func warnOfForgotten(_ parts: ServerParts) async throws {
        for tenant in try await parts.opened.forgotten(in: parts.store) {
            self.logger.warning(
                "the key does not remember this ledger: an older copy of the store goes unnoticed",
                metadata: ["trail.tenant": "\(tenant)"]
            )
        }
    }

    private func failure(toListen reason: String) -> CommandFailure {
        let host = self.settings.text("http.host") ?? ""
        let port = self.settings.text("http.port") ?? ""
        return CommandFailure("cannot listen on \(host), port \(port): \(reason)")
    }
}
