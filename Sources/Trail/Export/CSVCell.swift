/// Turns JSON values into cells of CSV.
enum CSVCell {
    /// Appends a value: a text as it reads, null as nothing, an object or array as JSON.
    static func append(json value: [UInt8], to output: inout [UInt8]) {
        switch value.first {
        case UInt8(ascii: "\""): self.append(text: self.content(of: value), to: &output)
        case UInt8(ascii: "n"): break
        default: self.append(quoting: value[...], guarded: false, to: &output)
        }
    }

    // A spreadsheet takes a cell that begins so for a formula and would run it. An apostrophe
    // before it makes it text; spreadsheets do not show it.
    private static func append(text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        switch text.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
            UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            self.append(quoting: text, guarded: true, to: &output)
        default: self.append(quoting: text, guarded: false, to: &output)
        }
    }

    /// Appends a cell, in quotes where RFC 4180 §2.6 asks for them.
    private static func append(
        quoting cell: ArraySlice<UInt8>,
        guarded: Bool,
        to output: inout [UInt8]
    ) {
        let needsQuotes = cell.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
        }
        if needsQuotes { output.append(UInt8(ascii: "\"")) }
        if guarded { output.append(UInt8(ascii: "'")) }
        guard needsQuotes else { return output.append(contentsOf: cell) }
        for byte in cell {
            if byte == UInt8(ascii: "\"") { output.append(byte) }
            output.append(byte)
        }
        output.append(UInt8(ascii: "\""))
    }

    /// What the text `value` says.
    static func content(of value: [UInt8]) -> ArraySlice<UInt8> {
        let content = value.dropFirst().dropLast()
        guard content.contains(UInt8(ascii: "\\")) else { return content }
        var reader = JSONReader(value)
        // A text that somebody altered so that it is none any more is shown as it stands.
        guard let text = try? reader.string() else { return content }
        return Array(text.utf8)[...]
    }
}
