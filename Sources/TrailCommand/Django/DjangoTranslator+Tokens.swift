import Trail

// JSON Web Tokens.

extension DjangoTranslator {
    mutating func translateTokens() {
        if let (name, prefix) = self.text("JWT_AUTH_HEADER_PREFIX") {
            self.translation.set("jwt.prefix", .text(prefix), from: name)
        }
        self.translateAlgorithms()
        let hasKey = self.translateKeys()
        guard let (name, isVerified) = self.bool("JWT_VERIFY_SIGNATURE") else { return }
        self.translation.set("jwt.verify", .word("\(isVerified)"), from: name)
        if !isVerified {
            self.translation.warn(
                "\(name) is false: tokens open nothing, and whom they name is recorded as a claim"
            )
        } else if !hasKey {
            self.translation.warn(
                "\(name) is true and there is no key: give Django's SECRET_KEY as jwt.secret, or "
                    + "TRAIL_JWT_SECRET"
            )
        }
    }

    private mutating func translateAlgorithms() {
        let main = self.text("JWT_ALGORITHM")
        let all = self.texts("JWT_ALGORITHMS")
        guard let name = all?.name ?? main?.name,
            let algorithms = all?.texts ?? main.map({ [$0.text] })
        else { return }
        let unknown = algorithms.filter { !Self.algorithms.contains($0) }
        guard unknown.isEmpty, !algorithms.isEmpty else {
            return self.translation.fail(
                name,
                "one or more of \(Self.algorithms.joined(separator: ", ")) are expected"
            )
        }
        self.translation.set("jwt.algorithms", .list(algorithms), from: name)
        if let main, all != nil {
            self.translation.remark(main.name, "the key itself says what it is for")
        }
    }

    /// Translates the keys; answers whether there is one.
    private mutating func translateKeys() -> Bool {
        var hasKey = false
        if let (name, key) = self.text("JWT_PUBLIC_KEY") {
            self.translation.set("jwt.public-key", .text(key), from: name)
            hasKey = true
        }
        if let (name, secret) = self.text("JWT_SECRET_KEY") {
            self.translation.set("jwt.secret", .text(secret), from: name, isSecret: true)
            return true
        }
        // The seed takes Django's own key where none is given.
        guard !hasKey, self.django.values["JWT_VERIFY_SIGNATURE"]?.json == .bool(true),
            let secret = self.django.secretKey
        else { return hasKey }
        self.translation.set("jwt.secret", .text(secret), from: "SECRET_KEY", isSecret: true)
        return true
    }

    private static let algorithms = [
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256",
        "PS384", "PS512", "EdDSA",
    ]
}
