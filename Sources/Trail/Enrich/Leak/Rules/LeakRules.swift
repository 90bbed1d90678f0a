/// What a ``LeakGuard`` masks.
///
/// A value is masked for its name or for its looks. Trail knows the usual names; more can be
/// added, and some taken away. Names are compared by their words, whatever their spelling:
/// `tax id` stands for `tax_id`, `taxId` and `Customer-Tax-ID`.
public struct LeakRules: Sendable, Hashable {
    /// What is recognised by its looks, whatever its name.
    public struct Values: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt16

        /// The looks in `rawValue`.
        public init(rawValue: UInt16) {
            self.rawValue = rawValue
        }

        /// Numbers of payment cards: their issuer's digits, length and check digit must be right.
        public static let card = Self(rawValue: 1)
        /// International bank account numbers: country, length and check digits must be right.
        public static let iban = Self(rawValue: 2)
        /// JSON Web Tokens.
        public static let jwt = Self(rawValue: 4)
        /// PEM blocks: keys and certificates.
        public static let pem = Self(rawValue: 8)
        /// What stands behind `Bearer` and `Basic`.
        public static let bearer = Self(rawValue: 16)
        /// Keys that begin as those of well-known services do: `AKIA…`, `ghp_…`, `sk_live_…`.
        public static let key = Self(rawValue: 32)
        /// Passwords in URLs: `postgres://ada:…@db/shop`.
        public static let url = Self(rawValue: 64)
        /// Passwords that were hashed by bcrypt, argon2, scrypt, PBKDF2 and their like.
        public static let hash = Self(rawValue: 128)
        /// All of them.
        public static let all = Self(rawValue: 255)

        /// The looks by their names in ``LeakRules/init(_:)``.
        static let byName: [String: Values] = [
            "card": .card, "iban": .iban, "jwt": .jwt, "pem": .pem, "bearer": .bearer,
            "key": .key, "url": .url, "hash": .hash,
        ]
    }

    /// What is recognised by its looks.
    public var values: Values = .all
    /// Names whose values are masked, besides those that Trail knows.
    public var names: [String] = []
    /// Names whose values are kept, also where Trail or `names` would mask them.
    public var exceptions: [String] = []

    /// The rules that Trail uses unless told otherwise.
    public init() {}

    /// The usual rules and some more.
    ///
    /// Each of `entries` is one of
    ///
    /// * `NAME` or `+NAME`: values of this name are masked;
    /// * `-NAME`: values of this name are kept;
    /// * `-value:LOOK`: values are not recognised by this look: `card`, `iban`, `jwt`, `pem`,
    ///   `bearer`, `key`, `url` or `hash`.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` for an entry that is none of these.
    public init(_ entries: [String]) throws(TrailError) {
        for entry in entries {
            let name = entry.drop { $0 == "+" || $0 == "-" }
            let sign = entry.dropLast(name.count)
            guard sign.count <= 1, name.utf8.contains(where: ASCII.isLetter) else {
                throw TrailError(.invalidConfiguration, "'\(entry)' names nothing to mask or keep")
            }
            if name.hasPrefix("value:") {
                let look = String(name.dropFirst("value:".count))
                guard let value = Values.byName[look] else {
                    let nearest = NearestWord.to(look, among: Values.byName.keys.sorted())
                    throw TrailError(
                        .invalidConfiguration,
                        "no values are recognised as '\(look)'"
                            + (nearest.map { "; did you mean '\($0)'?" } ?? "")
                    )
                }
                if sign == "-" { self.values.remove(value) } else { self.values.insert(value) }
            } else if sign == "-" {
                self.exceptions.append(String(name))
            } else {
                self.names.append(String(name))
            }
        }
    }
}

extension LeakRules {
    /// The judge of names by these rules.
    var judge: NameJudge {
        let added = self.names.map { name in
            NameRule(Self.letters(of: name), .end, .any, Mask(Self.reason(name)))
        }
        let kept = StandardNames.exceptions.filter { exception in
            !added.contains { $0.text == exception }
        }
        return NameJudge(
            added + StandardNames.all,
            exceptions: kept + self.exceptions.map(Self.letters)
        )
    }

    /// The words of a name in lower case without what separates them.
    private static func letters(of name: String) -> [UInt8] {
        FoldedName.bytes(of: name).filter { ASCII.isAlphanumeric($0) || $0 >= 0x80 }
            .map(ASCII.lowered)
    }

    /// A name as a reason: lower-case words.
    private static func reason(_ name: String) -> String {
        let words = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let reason = words.joined(separator: " ").prefix(Mask.longestReason)
        return reason.isEmpty ? "name" : String(reason)
    }
}
