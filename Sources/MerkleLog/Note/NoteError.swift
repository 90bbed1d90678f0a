/// Why text is no signed note or key, or a note cannot be trusted.
///
/// Never holds key material.
public enum NoteError: Error, Sendable, Equatable {
    /// Key names are not empty and hold no white space, no plus sign and no control character.
    case invalidKeyName
    /// The text is no key: `name+id+base64`, before it `PRIVATE+KEY+` for a signer's.
    case malformedKey
    /// The key is for another algorithm than Ed25519 (whose identifier is 1).
    case unsupportedAlgorithm(UInt8)
    /// The key's id does not belong to its name and public key.
    case keyIDMismatch
    /// An Ed25519 seed, public key or signature of the wrong length.
    case byteCount(expected: Int, found: Int)
    /// The bytes are not valid UTF-8.
    case notUTF8
    /// The text has a control character other than newline.
    case controlCharacter
    /// The text of a note ends with a newline; this one does not.
    case missingNewline
    /// There is no blank line with signatures after it.
    case missingSignatures
    /// A line after the text is no signature; `line` counts from 1 behind the blank line.
    case malformedSignature(line: Int)
    /// More signatures than ``SignedNote/maximumSignatures``.
    case tooManySignatures(Int)
    /// A signature by a known key does not verify.
    case invalidSignature(keyName: String)
    /// No signature is by a known key.
    case noKnownSignature
    /// Two known verifiers share name and id but not the public key.
    case ambiguousKey(keyName: String)
    /// The cryptography library refused to sign.
    case signingFailed
}
