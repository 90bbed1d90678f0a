public import Configuration
public import Logging
package import Trail

extension JWTKeyRing {
    /// The keys that an app's own configuration names, by the keys of Trail's settings; none where
    /// it names none, and then every identity stays a claim.
    ///
    /// Nothing of a key set is read yet, see ``load()``.
    ///
    /// - Configuration keys:
    ///   - `jwt.secret` (text, secret): of HS256, HS384 and HS512.
    ///   - `jwt.public-key` (PEM, or the path of a file of it).
    ///   - `jwt.jwks` (path or URL of a JWK set).
    /// - Parameters:
    ///   - config: Has these keys; scoped by the caller where they are kept within something else.
    ///   - logger: Is told what cannot be read, and what deserves a warning.
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` naming the key whose value is no key.
    public convenience init(
        config: ConfigReader,
        logger: Logger = Logger(label: "trail.jwt")
    ) async throws {
        try await self.init(reading: SettingReader(config), logger: logger)
        for warning in self.warnings {
            logger.warning("a key deserves a warning", metadata: ["trail.warning": "\(warning)"])
        }
    }

    /// The keys that `settings` name, as ``init(config:logger:)``; ``warnings`` are left to the
    /// caller.
    package convenience init(reading settings: SettingReader, logger: Logger) async throws {
        var keys: [JWTKey] = []
        if let secret = settings.text("jwt.secret", isSecret: true) {
            keys.append(
                try await Self.reading("jwt.secret") {
                    try await JWTKey.secret(Array(secret.utf8))
                }
            )
        }
        if let pem = settings.text("jwt.public-key") {
            keys += try await Self.reading("jwt.public-key") {
                try await JWTKey.publicKeys(pem: Self.pem(pem))
            }
        }
        let keySet = try await Self.reading("jwt.jwks") {
            try settings.text("jwt.jwks").map { try JWTKeySetSource($0) }
        }
        self.init(keys, keySet: keySet, logger: logger)
    }

    /// The text itself, whose line breaks an environment may hold as `\n`, or that of the file.
    private static func pem(_ value: String) throws -> String {
        guard !value.contains("-----BEGIN") else { return value.replacing("\\n", with: "\n") }
        guard let bytes = try PrivateFile.read(value, isSecret: false) else {
            throw TrailError(.invalidConfiguration, "there is no file \(value)")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func reading<Value>(
        _ key: String,
        _ read: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await read()
        } catch let error as TrailError {
            throw InvalidSetting(key, .unusable(error.message)).error
        }
    }
}
