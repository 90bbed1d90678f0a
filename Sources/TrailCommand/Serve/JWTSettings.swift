import Configuration
import Logging
import Trail
import TrailJWT
import TrailServer

/// The settings that begin with `jwt.`, as what the server makes of them.
struct JWTSettings: Sendable {
    /// What knows the tokens of an identity provider.
    let authenticator: JWTAuthenticator
    /// The keys, to be run with the server.
    let keys: JWTKeyRing
    /// What the operator is told at the start.
    let remarks: [Remark]

    /// Something that an operator should know.
    struct Remark: Sendable, Hashable {
        var level: Logger.Level
        var text: String
    }

    /// Reads the settings and the keys that they name.
    ///
    /// A key set that is behind a URL and does not answer is tried again while the server runs.
    /// - Throws: ``CommandFailure`` or ``SettingsError``, which name the setting that is wrong.
    init(_ settings: Settings, logger: Logger) async throws {
        let configuration = try settings.read { (config) throws(TrailError) in
            try JWTConfiguration(config: config)
        }
        let keys = try await settings.read { config in
            try await Self.keys(config, logger: logger)
        }
        self.keys = keys
        let reader = JWTReader(keys, configuration)
        self.authenticator = JWTAuthenticator(
            reader,
            permissionsClaim: settings.text("jwt.permissions-claim"),
            tenantClaim: settings.text("jwt.tenant-claim"),
            tenant: try TenantID(settings.requiredText("tenant.default"))
        )
        self.remarks = Self.remarks(settings, reader, self.keys)
    }

    private static func keys(_ config: ConfigReader, logger: Logger) async throws -> JWTKeyRing {
        // What deserves a warning is a remark.
        let keys = try await JWTKeyRing(reading: SettingReader(config), logger: logger)
        do {
            try await keys.load()
        } catch let error as TrailError {
            throw InvalidSetting("jwt.jwks", .unusable(error.message)).error
        }
        return keys
    }

    private static func remarks(
        _ settings: Settings,
        _ reader: JWTReader,
        _ keys: JWTKeyRing
    ) -> [Remark] {
        guard reader.configuration.isVerifying else {
            return [
                Remark(
                    level: .warning,
                    text: "jwt.verify is off: who a JWT names stays a claim, and none is accepted"
                )
            ]
        }
        guard reader.isVerifying else {
            let text =
                "no key for JWTs (jwt.secret, jwt.public-key, jwt.jwks): "
                + "who one names stays a claim, and none is accepted"
            return [Remark(level: .notice, text: text)]
        }
        var remarks = keys.warnings.map { Remark(level: .warning, text: "jwt.secret: \($0)") }
        if settings.text("jwt.permissions-claim") == nil {
            remarks.append(
                Remark(
                    level: .warning,
                    text: "jwt.permissions-claim is not set: who signs in with a JWT may do nothing"
                )
            )
        }
        if reader.configuration.audiences.isEmpty {
            remarks.append(
                Remark(
                    level: .notice,
                    text: "jwt.audience is not set: JWTs that are meant for others are accepted too"
                )
            )
        }
        return remarks
    }
}
