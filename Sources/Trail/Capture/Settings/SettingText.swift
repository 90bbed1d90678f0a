/// What the texts of settings mean, for the tool and for apps that read the same settings.
package enum SettingText {
    /// The flag that `text` says; `nil` where it says none.
    package static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    /// The entries of a list; a comma behind a backslash belongs to its entry.
    package static func list(_ text: String) -> [String] {
        var entries = [""]
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "\\", rest.first == "," {
                rest.removeFirst()
                entries[entries.count - 1].append(",")
            } else if character == "," {
                entries.append("")
            } else {
                entries[entries.count - 1].append(character)
            }
        }
        return entries.map { $0.trimmingPrefix(while: \.isWhitespace) }
            .map { String($0.reversed().trimmingPrefix(while: \.isWhitespace).reversed()) }
            .filter { !$0.isEmpty }
    }

    /// The name of the environment variable of a key: `TRAIL_STORE_URL` for `store.url`.
    package static func environmentName(of key: String) -> String {
        let signs = key.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 }
        return "TRAIL_" + String(signs)
    }
}
