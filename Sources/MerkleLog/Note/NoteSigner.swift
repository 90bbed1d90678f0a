internal import Crypto

/// A private key that signs notes: Ed25519 with a name (C2SP signed-note).
///
/// Printing or reflecting a signer shows its name and id, never the key.
public struct NoteSigner: Sendable {
    /// The public half, which others check signatures with.
    public let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// Takes an Ed25519 seed as a key.
    ///
    /// - Throws: ``NoteError/invalidKeyName``, or ``NoteError/byteCount(expected:found:)`` if the
    ///   seed is not 32 bytes long.
    public init(name: String, seed: [UInt8]) throws(NoteError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .byteCount(expected: NoteKey.byteCount, found: seed.count)
        }
        try self.init(name: name, key: key)
    }

    /// Reads a key as ``privateKeyText`` prints it: `PRIVATE+KEY+name+id+base64`.
    ///
    /// - Throws: ``NoteError`` if the text is malformed, the algorithm is not Ed25519, or the id
    ///   does not belong to name and key.
    public init(privateKeyText: String) throws(NoteError) {
        guard privateKeyText.utf8.starts(with: Self.lead.utf8) else { throw .malformedKey }
        let key = try NoteKey(text: privateKeyText.utf8.dropFirst(Self.lead.utf8.count))
        try self.init(name: key.name, seed: key.bytes)
        guard self.keyID == key.id else { throw .keyIDMismatch }
    }

    private init(name: String, key: Curve25519.Signing.PrivateKey) throws(NoteError) {
        let publicKey = [UInt8](key.publicKey.rawRepresentation)
        self.verifier = try NoteVerifier(name: name, publicKey: publicKey)
        self.key = key
    }

    /// Makes a new key from the system's random numbers.
    ///
    /// - Throws: ``NoteError/invalidKeyName``.
    public static func generate(name: String) throws(NoteError) -> NoteSigner {
        try NoteSigner(name: name, key: Curve25519.Signing.PrivateKey())
    }

    /// The name signatures by this key carry.
    public var name: String { self.verifier.name }
    /// The id signatures by this key carry.
    public var keyID: UInt32 { self.verifier.keyID }

    /// The private key as text: a secret, for the key file only.
    public var privateKeyText: String {
        Self.lead
            + NoteKey.text(
                name: self.name,
                id: self.keyID,
                bytes: [UInt8](self.key.rawRepresentation)
            )
    }

    /// Signs text, which must end with a newline, and returns the note.
    ///
    /// On Linux the same text always gives the same bytes; Apple's CryptoKit signs with fresh
    /// randomness each time.
    /// - Throws: ``NoteError`` if the text cannot be a note's.
    public func sign(_ text: String) throws(NoteError) -> SignedNote {
        try SignedNote(text: text, signatures: [self.signature(for: Array(text.utf8))])
    }

    /// The signature of `message`, to be added to a note with that text.
    public func signature(for message: [UInt8]) throws(NoteError) -> NoteSignature {
        guard let bytes = try? self.key.signature(for: message) else { throw .signingFailed }
        return try NoteSignature(keyName: self.name, keyID: self.keyID, bytes: [UInt8](bytes))
    }

    private static let lead = "PRIVATE+KEY+"
}

extension NoteSigner: CustomStringConvertible, CustomReflectable {
    /// Name and id of the key.
    public var description: String { "NoteSigner(\(self.name))" }
    /// Shows the public half only.
    public var customMirror: Mirror { Mirror(self, children: ["verifier": self.verifier]) }
}
