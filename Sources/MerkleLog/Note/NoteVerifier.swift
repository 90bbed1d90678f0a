internal import Crypto

/// A public key that checks notes: Ed25519 with a name (C2SP signed-note).
public struct NoteVerifier: Sendable, Hashable {
    /// The name signatures by this key carry.
    public let name: String
    /// The id signatures by this key carry.
    public let keyID: UInt32
    /// The Ed25519 public key, 32 bytes (RFC 8032).
    public let publicKey: [UInt8]

    /// Names a public key.
    ///
    /// - Throws: ``NoteError/invalidKeyName``, or ``NoteError/byteCount(expected:found:)`` if the
    ///   key is not 32 bytes long.
    public init(name: String, publicKey: [UInt8]) throws(NoteError) {
        guard NoteKey.isValid(name: name) else { throw .invalidKeyName }
        guard publicKey.count == NoteKey.byteCount else {
            throw .byteCount(expected: NoteKey.byteCount, found: publicKey.count)
        }
        self.name = name
        self.keyID = NoteKey.id(name: name, publicKey: publicKey)
        self.publicKey = publicKey
    }

    /// Reads a key as ``keyText`` prints it: `name+id+base64`, also called a vkey.
    ///
    /// - Throws: ``NoteError`` if the text is malformed, the algorithm is not Ed25519, or the id
    ///   does not belong to name and key.
    public init(keyText: String) throws(NoteError) {
        let key = try NoteKey(text: keyText.utf8[...])
        try self.init(name: key.name, publicKey: key.bytes)
        guard self.keyID == key.id else { throw .keyIDMismatch }
    }

    /// The key as text, to be published and configured: `name+id+base64`.
    public var keyText: String {
        NoteKey.text(name: self.name, id: self.keyID, bytes: self.publicKey)
    }

    /// Whether `signature` is this key's signature of `message`.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        // Of the key's bytes only the length can be refused, and the initialiser has checked it.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.publicKey)
        else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// Whether a signature claims to be by this key.
    public func isKey(of signature: NoteSignature) -> Bool {
        signature.isBy(keyName: self.name, keyID: self.keyID)
    }
}
