public import Configuration
public import Trail

extension JWTConfiguration {
    /// What an app's own configuration says, by the keys of Trail's settings.
    ///
    /// - Configuration keys:
    ///   - `jwt.prefix` (one word, default: `Bearer`).
    ///   - `jwt.verify` (flag, default: true).
    ///   - `jwt.algorithms` (list, default: all thirteen).
    ///   - `jwt.audience`, `jwt.issuer` (lists, default: anyone's).
    ///   - `jwt.claims` (list, default: `user_id, sub, pk, id`).
    ///   - `jwt.leeway` (length of time, at most `10m`, default: `30s`).
    /// - Parameter config: Has these keys; scoped by the caller where they are kept within
    ///   something else.
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` naming the key whose value it cannot
    ///   be.
    public init(config: ConfigReader) throws(TrailError) {
        self.init()
        let settings = SettingReader(config)
        self.prefix = try Self.prefix(settings, default: self.prefix)
        self.isVerifying = try settings.flag("jwt.verify", default: self.isVerifying)
        self.algorithms = try Self.algorithms(settings, default: self.algorithms)
        self.audiences = Set(settings.list("jwt.audience") ?? [])
        self.issuers = Set(settings.list("jwt.issuer") ?? [])
        if let claims = settings.list("jwt.claims") {
            guard !claims.isEmpty else {
                throw SettingReader.invalid("jwt.claims", "the names of claims")
            }
            self.identification = .claims(claims)
        }
        self.leeway = try settings.duration("jwt.leeway", default: self.leeway)
        guard self.leeway <= Self.longestLeeway else {
            throw SettingReader.invalid("jwt.leeway", "at most 10m")
        }
    }

    private static let longestLeeway: Duration = .seconds(600)

    private static func prefix(
        _ settings: SettingReader,
        default standard: String
    ) throws(TrailError) -> String {
        let prefix = settings.text("jwt.prefix") ?? standard
        let isWord = !prefix.isEmpty && prefix.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isWord, !prefix.contains(where: { "\",;:".contains($0) }) else {
            throw SettingReader.invalid("jwt.prefix", "one word")
        }
        return prefix
    }

    private static func algorithms(
        _ settings: SettingReader,
        default standard: Set<JWTSigningAlgorithm>
    ) throws(TrailError) -> Set<JWTSigningAlgorithm> {
        guard let names = settings.list("jwt.algorithms") else { return standard }
        let algorithms = names.compactMap { JWTSigningAlgorithm(rawValue: $0) }
        guard !names.isEmpty, algorithms.count == names.count else {
            let all = JWTSigningAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingReader.invalid("jwt.algorithms", "a list of \(all)")
        }
        return Set(algorithms)
    }
}
