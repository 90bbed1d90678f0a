internal import MerkleLog

/// The text of a signer's memory: a first line that names the form, then a line a ledger,
/// `size root origin`, ordered by origin.
enum SignerMemoryFile {
    private static let firstLine = "trail heads 1"

    /// What the file at `path` says; `nil` where there is no file.
    static func read(_ path: String) throws(TrailError) -> [String: SignerMemory.Signed]? {
        guard let bytes = try PrivateFile.read(path, isSecret: false) else { return nil }
        guard let signed = self.parse(bytes) else {
            throw TrailError(
                .invalidConfiguration,
                "\(path) is not a list of signed heads. If it is lost, move it away: "
                    + "then a store that was replaced by an older copy goes unnoticed once."
            )
        }
        return signed
    }

    static func parse(_ bytes: [UInt8]) -> [String: SignerMemory.Signed]? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"))[...]
        guard let first = lines.popFirst(), first.elementsEqual(self.firstLine.utf8) else {
            return nil
        }
        var signed: [String: SignerMemory.Signed] = [:]
        for line in lines {
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
            guard parts.count == 3, let size = UInt64(Substring(parts[0])),
                let root = Hash(base64: String(Substring(parts[1])))
            else { return nil }
            signed[String(Substring(parts[2]))] = SignerMemory.Signed(size: size, root: root)
        }
        return signed
    }

    static func bytes(of signed: [String: SignerMemory.Signed]) -> [UInt8] {
        var text = self.firstLine + "\n"
        for (origin, last) in signed.sorted(by: { $0.key < $1.key }) {
            text += "\(last.size) \(last.root.base64) \(origin)\n"
        }
        return Array(text.utf8)
    }
}
