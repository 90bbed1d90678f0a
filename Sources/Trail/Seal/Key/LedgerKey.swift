public import MerkleLog

/// The key that signs a server's ledgers: Ed25519 under the server's name.
///
/// One key signs the ledgers of all tenants; which ledger a signature is about is said by the
/// origin in what is signed. Printing or reflecting a key never shows its secret.
public struct LedgerKey: Sendable {
    /// Signs checkpoints.
    public let signer: NoteSigner

    /// Takes over a signer.
    public init(signer: NoteSigner) {
        self.signer = signer
    }

    /// A new key from the system's random numbers.
    ///
    /// - Throws: ``TrailError`` `invalidConfiguration` for a name that is empty or holds white
    ///   space, a plus sign or a control character.
    public static func generate(name: String) throws(TrailError) -> LedgerKey {
        do {
            return LedgerKey(signer: try NoteSigner.generate(name: name))
        } catch {
            throw TrailError(
                .invalidConfiguration,
                "The name of a signing key must not be empty nor hold white space or a plus sign.",
                cause: error
            )
        }
    }

    /// The server's name.
    public var name: String { self.signer.name }
    /// Checks signatures by this key.
    public var verifier: NoteVerifier { self.signer.verifier }
    /// The public key as text, to be published and given to verifiers: `name+id+base64`.
    public var verifierText: String { self.verifier.keyText }
}
