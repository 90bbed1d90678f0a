extension String {
    /// The text as an identifier of SQL.
    var quotedIdentifier: String {
        var quoted = "\""
        for scalar in self.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Whether SQLite takes both for the same name: it ignores the case of ASCII letters only.
    func isSameIdentifier(as other: String) -> Bool {
        self.identity == other.identity
    }

    /// What all spellings of an identifier share.
    var identity: [UInt8] {
        self.utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
    }
}
