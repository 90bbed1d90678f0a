/// Text with signatures below it (C2SP signed-note).
///
/// The text means nothing until ``verify(with:)`` has returned.
public struct SignedNote: Sendable, Equatable {
    /// Signatures a note may carry; the specification asks to accept 16 at least.
    public static let maximumSignatures = 100

    /// What is signed, with its final newline.
    public let text: String
    /// The signatures, in the order in which they stand; one at least.
    public let signatures: [NoteSignature]

    /// Puts a note together; whether the signatures verify is not checked.
    ///
    /// - Throws: ``NoteError`` if the text does not end in a newline or has another control
    ///   character, or if there are no signatures or too many.
    public init(text: String, signatures: [NoteSignature]) throws(NoteError) {
        guard !signatures.isEmpty else { throw .missingSignatures }
        guard signatures.count <= Self.maximumSignatures else {
            throw .tooManySignatures(signatures.count)
        }
        try Self.validate(text: text)
        self.text = text
        self.signatures = signatures
    }

    /// Checks the signatures by known keys, and returns them, one for each key.
    ///
    /// Signatures by other keys are ignored, even if they share a name or an id with a known one.
    /// - Throws: ``NoteError/invalidSignature(keyName:)`` if a signature by a known key does not
    ///   verify, ``NoteError/noKnownSignature`` if there is none,
    ///   ``NoteError/ambiguousKey(keyName:)`` if two different `verifiers` claim one signature.
    @discardableResult
    public func verify(with verifiers: [NoteVerifier]) throws(NoteError) -> [NoteSignature] {
        let message = Array(self.text.utf8)
        var verified: [NoteSignature] = []
        for signature in self.signatures {
            let known = verifiers.filter { $0.isKey(of: signature) }
            guard let verifier = known.first else { continue }
            guard known.allSatisfy({ $0.publicKey == verifier.publicKey }) else {
                throw .ambiguousKey(keyName: signature.keyName)
            }
            guard verifier.isValid(signature.bytes, for: message) else {
                throw .invalidSignature(keyName: signature.keyName)
            }
            if !verified.contains(where: { $0.isBySameKey(as: signature) }) {
                verified.append(signature)
            }
        }
        guard !verified.isEmpty else { throw .noKnownSignature }
        return verified
    }

    /// The note with one more signature, which replaces an earlier one by the same key.
    ///
    /// - Throws: ``NoteError/tooManySignatures(_:)``.
    public func adding(_ signature: NoteSignature) throws(NoteError) -> SignedNote {
        let others = self.signatures.filter { !$0.isBySameKey(as: signature) }
        return try SignedNote(text: self.text, signatures: others + [signature])
    }

    /// Refuses text that the specification does not allow in a note.
    static func validate(text: String) throws(NoteError) {
        guard text.utf8.last == UInt8(ascii: "\n") else { throw .missingNewline }
        guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }) else {
            throw .controlCharacter
        }
    }
}
