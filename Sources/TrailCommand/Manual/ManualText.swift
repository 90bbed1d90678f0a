/// Text in the language of manual pages, man(7).
enum ManualText {
    /// `text` with everything spelled so that the formatter takes it literally.
    static func escaped(_ text: some StringProtocol) -> String {
        let plain = String(text).replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }

    /// `text` in bold letters.
    static func bold(_ text: some StringProtocol) -> String { "\\fB\(self.escaped(text))\\fR" }

    /// `text` in slanted letters.
    static func slanted(_ text: some StringProtocol) -> String { "\\fI\(self.escaped(text))\\fR" }

    /// Lines of a help text: what is indented stays as it is, the rest is filled.
    static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var isExample = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isIndented = line.hasPrefix("  ")
            if isIndented != isExample, !line.isEmpty {
                lines += isIndented ? [".nf", ".RS 4"] : [".RE", ".fi"]
                isExample = isIndented
            }
            guard !line.isEmpty else {
                // Space between paragraphs is the formatter's; within an example it is a line.
                lines.append(isExample ? ".sp" : ".PP")
                continue
            }
            lines.append(self.escaped(isIndented ? line.dropFirst(2) : line))
        }
        return isExample ? lines + [".RE", ".fi"] : lines
    }
}
