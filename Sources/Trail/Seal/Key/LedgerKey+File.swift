internal import MerkleLog

// The key file: one line, `PRIVATE+KEY+name+id+base64`, the form that C2SP tools read.

extension LedgerKey {
    /// Reads a key file.
    ///
    /// - Throws: ``TrailError``: `notFound` where there is no file; `invalidConfiguration` if the
    ///   file is no key, or if anyone but its owner may read it.
    public static func load(from path: String) throws(TrailError) -> LedgerKey {
        guard let bytes = try PrivateFile.read(path, isSecret: true) else {
            throw TrailError(.notFound, "There is no signing key at \(path).")
        }
        var text = String(decoding: bytes, as: UTF8.self)
        if text.utf8.last == UInt8(ascii: "\n") { text.unicodeScalars.removeLast() }
        do {
            return LedgerKey(signer: try NoteSigner(privateKeyText: text))
        } catch {
            throw TrailError(
                .invalidConfiguration,
                "\(path) is not a signing key: PRIVATE+KEY+name+id+base64 is expected.",
                cause: error
            )
        }
    }

    /// Makes a new key and its file, which only its owner may read.
    ///
    /// After this returns, the file survives a crash; it is never there in part.
    /// - Throws: ``TrailError`` `invalidConfiguration` if the file exists or cannot be written, or
    ///   the name is none.
    public static func create(at path: String, name: String) throws(TrailError) -> LedgerKey {
        let key = try LedgerKey.generate(name: name)
        let text = key.signer.privateKeyText + "\n"
        guard try PrivateFile.create(path, Array(text.utf8)) else {
            throw TrailError(
                .invalidConfiguration,
                "\(path) exists; a signing key is never overwritten."
            )
        }
        return key
    }

    /// Reads the key file, or makes one where there is none.
    ///
    /// - Throws: ``TrailError`` as ``load(from:)`` and ``create(at:name:)`` do.
    public static func loadOrCreate(at path: String, name: String) throws(TrailError) -> LedgerKey {
        do {
            return try self.load(from: path)
        } catch let error where error.code == .notFound {
            let key = try LedgerKey.generate(name: name)
            let text = key.signer.privateKeyText + "\n"
            // Two processes may start at once: whoever comes second uses the first one's key.
            return try PrivateFile.create(path, Array(text.utf8)) ? key : self.load(from: path)
        }
    }
}
