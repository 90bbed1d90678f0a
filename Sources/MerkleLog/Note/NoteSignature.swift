/// One signature below a note: who signed, with which key, and the signature's bytes.
public struct NoteSignature: Sendable, Hashable {
    /// The key's name; for a log's own key, its origin.
    public let keyName: String
    /// Tells keys of one name apart: it identifies a key, it does not prove it.
    public let keyID: UInt32
    /// The signature itself, as its algorithm makes it: 64 bytes for Ed25519.
    public let bytes: [UInt8]

    /// Takes a signature as its parts; whether it verifies is not checked.
    ///
    /// - Throws: ``NoteError/invalidKeyName``, or ``NoteError/byteCount(expected:found:)`` if
    ///   there are no signature bytes.
    public init(keyName: String, keyID: UInt32, bytes: [UInt8]) throws(NoteError) {
        guard NoteKey.isValid(name: keyName) else { throw .invalidKeyName }
        guard !bytes.isEmpty else { throw .byteCount(expected: 1, found: 0) }
        self.keyName = keyName
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Whether two signatures claim to be by the same key.
    public func isBySameKey(as other: NoteSignature) -> Bool {
        self.isBy(keyName: other.keyName, keyID: other.keyID)
    }

    /// Names are compared by their bytes: two spellings of one accented letter are two names.
    func isBy(keyName: String, keyID: UInt32) -> Bool {
        self.keyID == keyID && self.keyName.utf8.elementsEqual(keyName.utf8)
    }
}

extension NoteSignature {
    private static let lead = "— "

    /// Reads `— name base64(id ‖ signature)`; `nil` for anything else.
    init?(line: some Collection<UInt8>) {
        guard line.starts(with: Self.lead.utf8) else { return nil }
        let parts = line.dropFirst(Self.lead.utf8.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self),
            let base64 = String(validating: parts[1], as: UTF8.self),
            let blob = Base64.decode(base64), blob.count > 4, NoteKey.isValid(name: name)
        else { return nil }
        self.keyName = name
        self.keyID = blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(blob.dropFirst(4))
    }

    /// The signature as it stands in a note, without the newline.
    public var line: String {
        let id = withUnsafeBytes(of: self.keyID.bigEndian) { Array($0) }
        return "\(Self.lead)\(self.keyName) \(Base64.encode(id + self.bytes))"
    }
}
