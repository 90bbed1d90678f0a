/// Reading and printing a note.
extension SignedNote {
    /// Reads a note.
    ///
    /// Strict: what this accepts, ``bytes`` prints again to the byte.
    /// - Throws: ``NoteError`` that says what is malformed.
    public init(bytes: [UInt8]) throws(NoteError) {
        guard let note = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        try self.init(note)
    }

    /// Reads a note.
    ///
    /// Strict: what this accepts, ``description`` prints again to the byte.
    /// - Throws: ``NoteError`` that says what is malformed.
    public init(_ note: String) throws(NoteError) {
        try Self.validate(text: note)
        let bytes = Array(note.utf8)
        let newline = UInt8(ascii: "\n")
        // The text may have blank lines of its own; the last one ends it.
        let blank = bytes.indices.dropLast().last { position in
            bytes[position] == newline && bytes[position + 1] == newline
        }
        guard let blank, blank + 2 < bytes.count else { throw .missingSignatures }
        let lines = bytes[(blank + 2)...].dropLast()
            .split(separator: newline, omittingEmptySubsequences: false)
        guard lines.count <= Self.maximumSignatures else { throw .tooManySignatures(lines.count) }
        var signatures: [NoteSignature] = []
        for (position, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else {
                throw .malformedSignature(line: position + 1)
            }
            signatures.append(signature)
        }
        let text = String(decoding: bytes[...blank], as: UTF8.self)
        try self.init(text: text, signatures: signatures)
    }

    /// The note as it is stored and served, in UTF-8.
    public var bytes: [UInt8] { Array(self.description.utf8) }
}

extension SignedNote: CustomStringConvertible {
    /// The note as it is stored and served.
    public var description: String {
        self.signatures.reduce(into: self.text + "\n") { note, signature in
            note += signature.line + "\n"
        }
    }
}
