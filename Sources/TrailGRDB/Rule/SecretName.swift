/// Tells names of columns that are likely to hold a secret: `password_hash`, `apiKey`, `otp`.
enum SecretName {
    static func looksSecret(_ name: String) -> Bool {
        let words = Self.words(of: name)
        if words.contains(where: Self.secretWords.contains) { return true }
        let joined = words.joined()
        return Self.secretPhrases.contains { joined.contains($0) }
    }

    /// Words that make a name secret wherever they stand in it.
    private static let secretWords: Set<String> = [
        "authorization", "bearer", "credential", "credentials", "csrf", "cvc", "cvv", "hmac",
        "iban",
        "jwt", "mfa", "otp", "passcode", "passphrase", "passwd", "password", "passwords", "pem",
        "pin", "pwd", "salt", "secret", "secrets", "ssn", "token", "tokens", "totp", "xsrf",
    ]

    /// Words in a row that do so together, whether or not anything stands between them.
    private static let secretPhrases = [
        "accesskey", "accountnumber", "apikey", "authkey", "backupcode", "cardnumber", "clientkey",
        "creditcard", "encryptionkey", "passphrase", "passwd", "password", "privatekey",
        "recoverycode", "secretkey", "securitycode", "sessionkey", "signingkey",
    ]

    /// The words of a name in snake, kebab or camel case, in lower case.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for character in name {
            let isSeparator = !character.isLetter
            if isSeparator || (character.isUppercase && previousIsLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if !isSeparator { word += character.lowercased() }
            previousIsLower = character.isLowercase
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
