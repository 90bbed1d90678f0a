/// What the text forms of public and private note keys share (C2SP signed-note).
struct NoteKey {
    /// Identifies Ed25519 in key texts and key ids.
    static let ed25519: UInt8 = 0x01
    /// Length of an Ed25519 seed and of a public key.
    static let byteCount = 32

    let name: String
    let id: UInt32
    /// The seed or the public key.
    let bytes: [UInt8]

    /// Reads `name+id+base64(algorithm ‖ key)`; whether the id belongs to the key is not checked.
    init(text: Substring.UTF8View) throws(NoteError) {
        let parts = text.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, parts[1].count == 8, let id = Hexadecimal.decode(parts[1]),
            let key = Base64.decode(String(Substring(parts[2]))), let algorithm = key.first
        else { throw .malformedKey }
        let name = String(Substring(parts[0]))
        guard Self.isValid(name: name) else { throw .invalidKeyName }
        guard algorithm == Self.ed25519 else { throw .unsupportedAlgorithm(algorithm) }
        guard key.count == 1 + Self.byteCount else {
            throw .byteCount(expected: Self.byteCount, found: key.count - 1)
        }
        self.name = name
        self.id = id.reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(key.dropFirst())
    }

    /// Prints `name+id+base64(algorithm ‖ key)`.
    static func text(name: String, id: UInt32, bytes: [UInt8]) -> String {
        let idBytes = withUnsafeBytes(of: id.bigEndian) { Hexadecimal.encode($0) }
        return "\(name)+\(idBytes)+\(Base64.encode([Self.ed25519] + bytes))"
    }

    /// The first four bytes of SHA-256(name ‖ newline ‖ algorithm ‖ public key), big-endian.
    static func id(name: String, publicKey: [UInt8]) -> UInt32 {
        let identity = Array(name.utf8) + [UInt8(ascii: "\n"), Self.ed25519] + publicKey
        return Hash.sha256(identity).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Whether a name is not empty and holds no white space, plus sign or control character.
    static func isValid(name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
            }
    }
}
