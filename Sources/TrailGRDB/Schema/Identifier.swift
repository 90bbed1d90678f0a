extension String {
    /// The text as an identifier of SQL.
    var quotedIdentifier: String { Self.quoted(self, "\"") }

    /// The text as a literal of SQL.
    var quotedLiteral: String { Self.quoted(self, "'") }

    /// Whether SQLite takes both for the same name: it ignores the case of ASCII letters only.
    func isSameIdentifier(as other: String) -> Bool {
        self.identity == other.identity
    }

    /// What all spellings of an identifier share.
    var identity: [UInt8] {
        self.utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
    }

    private static func quoted(_ text: String, _ quote: Character) -> String {
        var quoted = String(quote)
        for scalar in text.unicodeScalars {
            if scalar == quote.unicodeScalars.first { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + String(quote)
    }
}
