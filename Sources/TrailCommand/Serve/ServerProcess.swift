import Hummingbird
import Logging
import NIOCore
import Trail
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
        try ServedPaths(self.settings).check()
        for warning in self.settings.warnings { self.logger.warning("\(warning)") }
        for remark in self.settings.remarksForApps { self.logger.notice("\(remark)") }
        let jwt = try await JWTSettings(self.settings, logger: self.logger)
        for remark in jwt.remarks { self.logger.log(level: remark.level, "\(remark.text)") }
        let configuration = try self.settings.server()
        let parts = try await ServerParts(self.settings, logger: self.logger)
        let backend = try await parts.backend()
        let store = parts.opened.store
        let firstUser = try await FirstUser.make(in: store, tenant: configuration.tenant)
        // Not through the log, which may go to many places.
        firstUser?.lines.forEach(Output.note)
        let server = buildServer(
            backend,
            configuration,
            authenticators: [
                TokenAuthenticator(backend.state, clock: backend.clock), jwt.authenticator,
            ],
            services: parts.services(for: backend) + [jwt.keys],
            logger: ServerLog.logger(self.logger.logLevel, into: backend.errors)
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

    private func failure(toListen reason: String) -> CommandFailure {
        let host = self.settings.text("http.host") ?? ""
        let port = self.settings.text("http.port") ?? ""
        return CommandFailure("cannot listen on \(host), port \(port): \(reason)")
    }
}
