/// A translation as a `trail.yaml`, with a comment for everything that is no setting.
struct TranslationFile {
    /// The text of the file.
    let text: String

    init(_ translation: DjangoTranslation) {
        var lines = [
            "# Made by 'trail config --from-django'. 'trail config --list' explains the keys."
        ]
        let entries = translation.entries.filter { SettingKey.named($0.key) != nil }
        let later = translation.entries.filter { SettingKey.named($0.key) == nil }
        lines += Self.lines(entries.map { (Self.words($0.key), $0) }, indent: 0)
        Self.append(
            "What cannot be translated:",
            translation.failures.map { "\($0.name): \($0.text)" },
            to: &lines
        )
        Self.append(
            "What has no setting:",
            translation.remarks.map { "\($0.name): \($0.text)" },
            to: &lines
        )
        Self.append(
            "Settings that this version does not have:",
            later.map {
                "\($0.key): \(Self.flow($0.value))  (\($0.sources.joined(separator: ", ")))"
            },
            to: &lines
        )
        self.text = lines.joined(separator: "\n") + "\n"
    }

    private typealias Placed = (words: [String], entry: DjangoTranslation.Entry)

    /// The entries as nested mappings, each group where its first entry stands.
    private static func lines(_ entries: [Placed], indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        var lines: [String] = []
        var rest = entries[...]
        while let (words, entry) = rest.first {
            if indent == 0 { lines.append("") }
            guard words.count > 1 else {
                rest.removeFirst()
                lines.append("\(space)# \(entry.sources.map(Self.line).joined(separator: ", "))")
                lines += Self.lines(words[0], entry.value, space)
                continue
            }
            let group = entries.filter { $0.words.count > 1 && $0.words[0] == words[0] }
            lines.append("\(space)\(words[0]):")
            lines += Self.lines(
                group.map { (Array($0.words.dropFirst()), $0.entry) },
                indent: indent + 2
            )
            rest = rest.filter { $0.words.count == 1 || $0.words[0] != words[0] }[...]
        }
        return lines
    }

    private static func lines(
        _ word: String,
        _ value: DjangoTranslation.Value,
        _ space: String
    ) -> [String] {
        guard case .list(let texts) = value, !texts.isEmpty else {
            return ["\(space)\(word): \(Self.flow(value))"]
        }
        return ["\(space)\(word):"] + texts.map { "\(space)  - \(Self.quoted($0))" }
    }

    private static func append(_ title: String, _ notes: [String], to lines: inout [String]) {
        guard !notes.isEmpty else { return }
        lines += ["", "# \(title)"] + notes.map { "#   \(Self.line($0))" }
    }

    private static func flow(_ value: DjangoTranslation.Value) -> String {
        switch value {
        case .word(let word): word
        case .text(let text): Self.quoted(text)
        case .list(let texts): "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
        }
    }

    private static func words(_ key: String) -> [String] {
        key.split(separator: ".").map(String.init)
    }

    /// A text in quotes: single ones unless it has control characters.
    private static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: Self.isControl) else {
            return "'" + text.replacing("'", with: "''") + "'"
        }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where Self.isControl(scalar):
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028
            || scalar.value == 0x2029 || scalar.value == 0xFEFF
    }

    /// A text that stays on its line.
    private static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { Self.isControl($0) ? " " : $0 }))
    }
}
