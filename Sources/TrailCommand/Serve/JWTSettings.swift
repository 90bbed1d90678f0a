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
        let configuration = try Self.configuration(settings)
        self.keys = JWTKeyRing(
            try await Self.secrets(settings) + Self.publicKeys(settings),
            keySet: try Self.keySet(settings),
            logger: logger
        )
        do {
            try await self.keys.load()
        } catch {
            throw Self.failure("jwt.jwks", error)
        }
        let reader = JWTReader(self.keys, configuration)
        self.authenticator = JWTAuthenticator(
            reader,
            permissionsClaim: settings.text("jwt.permissions-claim"),
            tenantClaim: settings.text("jwt.tenant-claim"),
            tenant: try TenantID(settings.requiredText("tenant.default"))
        )
        self.remarks = Self.remarks(settings, reader, self.keys)
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

// MARK: - Keys

extension JWTSettings {
    private static func secrets(_ settings: Settings) async throws -> [JWTKey] {
        guard let secret = settings.text("jwt.secret") else { return [] }
        do {
            return [try await JWTKey.secret(Array(secret.utf8))]
        } catch {
            throw Self.failure("jwt.secret", error)
        }
    }

    private static func publicKeys(_ settings: Settings) async throws -> [JWTKey] {
        guard let value = settings.text("jwt.public-key") else { return [] }
        do {
            return try await JWTKey.publicKeys(pem: Self.pem(value))
        } catch {
            throw Self.failure("jwt.public-key", error)
        }
    }

    /// The text itself, whose line breaks an environment may hold as `\n`, or that of the file.
    private static func pem(_ value: String) throws -> String {
        guard !value.contains("-----BEGIN") else { return value.replacing("\\n", with: "\n") }
        guard let bytes = try PrivateFile.read(value, isSecret: false) else {
            throw TrailError(.invalidConfiguration, "there is no file \(value)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func keySet(_ settings: Settings) throws -> JWTKeySetSource? {
        guard let value = settings.text("jwt.jwks") else { return nil }
        do {
            return try JWTKeySetSource(value)
        } catch {
            throw Self.failure("jwt.jwks", error)
        }
    }

    private static func failure(_ key: String, _ error: any Error) -> any Error {
        guard let error = error as? TrailError else { return error }
        return CommandFailure("\(key): \(error.message)")
    }
}

// MARK: - Rules

extension JWTSettings {
    private static func configuration(_ settings: Settings) throws -> JWTConfiguration {
        var configuration = JWTConfiguration()
        configuration.prefix = try Self.prefix(settings)
        configuration.isVerifying = try settings.flag("jwt.verify")
        configuration.algorithms = try Self.algorithms(settings)
        configuration.audiences = Set(settings.list("jwt.audience"))
        configuration.issuers = Set(settings.list("jwt.issuer"))
        let claims = settings.list("jwt.claims")
        guard !claims.isEmpty else {
            throw Self.invalid("jwt.claims", "the names of claims", settings)
        }
        configuration.identification = .claims(claims)
        let leeway = try settings.duration("jwt.leeway") ?? configuration.leeway
        guard leeway <= Self.longestLeeway else {
            throw Self.invalid("jwt.leeway", "at most 10m", settings)
        }
        configuration.leeway = leeway
        return configuration
    }

    private static let longestLeeway: Duration = .seconds(600)

    private static func prefix(_ settings: Settings) throws -> String {
        let prefix = try settings.requiredText("jwt.prefix")
        let isWord = !prefix.isEmpty && prefix.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isWord, !prefix.contains(where: { "\",;:".contains($0) }) else {
            throw Self.invalid("jwt.prefix", "one word", settings)
        }
        return prefix
    }

    private static func algorithms(_ settings: Settings) throws -> Set<JWTSigningAlgorithm> {
        let names = settings.list("jwt.algorithms")
        let algorithms = Set(names.compactMap(JWTSigningAlgorithm.init))
        guard !names.isEmpty, names.allSatisfy({ JWTSigningAlgorithm(rawValue: $0) != nil }) else {
            let all = JWTSigningAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.invalid("jwt.algorithms", "a list of \(all)", settings)
        }
        return algorithms
    }

    private static func invalid(
        _ key: String,
        _ expected: String,
        _ settings: Settings
    ) -> SettingsError {
        .invalid(key, expected: expected, source: settings.values[key]?.source)
    }
}
