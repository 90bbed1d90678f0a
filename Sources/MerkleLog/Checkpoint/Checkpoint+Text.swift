/// Reading and printing the text that is signed.
extension Checkpoint {
    /// Reads the text of a checkpoint, without signatures.
    ///
    /// Strict: what this accepts, ``text`` prints again to the byte.
    /// - Throws: ``CheckpointError`` that says which line is malformed.
    public init(text: String) throws(CheckpointError) {
        guard text.utf8.last == UInt8(ascii: "\n") else { throw .missingNewline }
        // By bytes: a Character may join a newline with what stands before it.
        let lines = text.utf8.dropLast()
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard lines.count >= 3 else { throw .tooFewLines(lines.count) }
        guard let size = Self.size(lines[1].utf8) else { throw .invalidSize }
        guard let root = Hash(base64: String(lines[2])) else { throw .invalidRoot }
        try self.init(
            origin: String(lines[0]),
            size: size,
            root: root,
            extensionLines: lines.dropFirst(3).map { String($0) }
        )
    }

    /// Reads the text of a checkpoint from UTF-8, without signatures.
    ///
    /// - Throws: ``CheckpointError`` that says which line is malformed.
    public init(bytes: [UInt8]) throws(CheckpointError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        try self.init(text: text)
    }

    /// The text that is signed: origin, size, root and extension lines, each ended by a newline.
    public var text: String {
        let head = "\(self.origin)\n\(self.size)\n\(self.root.base64)\n"
        return self.extensionLines.reduce(into: head) { text, line in text += line + "\n" }
    }

    /// A decimal number without sign or leading zeros; `nil` if it is none or too large.
    private static func size(_ digits: Substring.UTF8View) -> UInt64? {
        let zero = UInt8(ascii: "0")
        guard digits.allSatisfy({ (zero...UInt8(ascii: "9")).contains($0) }),
            digits.count == 1 || digits.first != zero
        else { return nil }
        return UInt64(Substring(digits))
    }
}
