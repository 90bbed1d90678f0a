/// How the secrets of well-known services begin.
struct SecretPrefix: Sendable {
    /// What they begin with.
    let text: StaticString
    /// The fewest bytes behind it.
    let least: Int
    /// What takes their place.
    let mask: Mask
    /// Whether dots and slashes belong to them.
    let isLoose: Bool
    /// Which of the looks it belongs to.
    let value: LeakRules.Values

    private init(
        _ text: StaticString,
        _ least: Int,
        _ mask: Mask = .key,
        isLoose: Bool = false,
        _ value: LeakRules.Values = .key
    ) {
        self.text = text
        self.least = least
        self.mask = mask
        self.isLoose = isLoose
        self.value = value
    }

    /// All that are known, but those that take a closer look.
    static let all: [SecretPrefix] = [
        SecretPrefix("trail_", 40, .token), SecretPrefix("AKIA", 12), SecretPrefix("ASIA", 12),
        SecretPrefix("AIza", 30), SecretPrefix("ghp_", 20), SecretPrefix("gho_", 20),
        SecretPrefix("ghu_", 20), SecretPrefix("ghs_", 20), SecretPrefix("ghr_", 20),
        SecretPrefix("github_pat_", 20), SecretPrefix("glpat-", 16), SecretPrefix("xoxb-", 10),
        SecretPrefix("xoxa-", 10), SecretPrefix("xoxp-", 10), SecretPrefix("xoxr-", 10),
        SecretPrefix("xoxs-", 10), SecretPrefix("xoxe-", 10), SecretPrefix("xapp-", 10),
        SecretPrefix("sk_live_", 10), SecretPrefix("sk_test_", 10), SecretPrefix("rk_live_", 10),
        SecretPrefix("rk_test_", 10), SecretPrefix("whsec_", 16), SecretPrefix("npm_", 30),
        SecretPrefix("pypi-", 30), SecretPrefix("SG.", 30, isLoose: true),
        SecretPrefix("dop_v1_", 40), SecretPrefix("dckr_pat_", 20), SecretPrefix("hf_", 30),
        SecretPrefix("shpat_", 20), SecretPrefix("shpss_", 20), SecretPrefix("shpca_", 20),
        SecretPrefix("ya29.", 20, .token, isLoose: true), SecretPrefix("hvs.", 20, .token),
        SecretPrefix("AGE-SECRET-KEY-1", 20),
        SecretPrefix("$2a$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$2b$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$2y$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$argon2", 20, .password, isLoose: true, .hash),
        SecretPrefix("$scrypt$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$pbkdf2", 20, .password, isLoose: true, .hash),
        SecretPrefix("$1$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$5$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$6$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$y$", 20, .password, isLoose: true, .hash),
        SecretPrefix("$apr1$", 20, .password, isLoose: true, .hash),
        SecretPrefix("pbkdf2_sha", 20, .password, isLoose: true, .hash),
        SecretPrefix("pbkdf2:sha", 20, .password, isLoose: true, .hash),
        SecretPrefix("argon2$", 20, .password, isLoose: true, .hash),
        SecretPrefix("bcrypt", 40, .password, isLoose: true, .hash),
        SecretPrefix("scrypt:", 40, .password, isLoose: true, .hash),
        SecretPrefix("scrypt$", 40, .password, isLoose: true, .hash),
    ]

    /// The first three bytes of all, and of what takes a closer look.
    static let starts: [String] = {
        var starts = ["eyJ", "sk-"]
        for prefix in Self.all {
            let start = String(prefix.text.description.prefix(3))
            if !starts.contains(start) { starts.append(start) }
        }
        return starts
    }()

    /// The prefix that a secret at `place` begins with, and where the secret ends.
    static func find(
        at place: Int,
        in bytes: UnsafeBufferPointer<UInt8>
    ) -> (end: Int, prefix: SecretPrefix)? {
        guard place + 3 <= bytes.count else { return nil }
        let start = Self.start(bytes[place], bytes[place + 1], bytes[place + 2])
        guard let prefixes = Self.byStart[start] else { return nil }
        for prefix in prefixes {
            if let end = prefix.end(at: place, in: bytes) { return (end, prefix) }
        }
        return nil
    }

    private static let byStart = Dictionary(
        grouping: Self.all,
        by: { Self.start($0.text.utf8Start[0], $0.text.utf8Start[1], $0.text.utf8Start[2]) }
    )

    private static func start(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    /// Where the secret ends that begins with this at `place`; `nil` where none does.
    func end(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard ASCII.matches(self.text, at: place, in: bytes) else { return nil }
        let start = place + self.text.utf8CodeUnitCount
        var end = start
        while end < bytes.count, self.isPart(bytes[end]) { end += 1 }
        return end - start >= self.least ? end : nil
    }

    private func isPart(_ byte: UInt8) -> Bool {
        if ASCII.isToken(byte) { return true }
        guard self.isLoose else { return false }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "="): return true
        case UInt8(ascii: "$"), UInt8(ascii: ":"), UInt8(ascii: ","): return self.value == .hash
        default: return false
        }
    }
}
