import Crypto
import Trail

/// The file of the secret behind session cookies: 32 random bytes in hex, readable by its owner
/// alone.
struct SecretFile: Sendable {
    /// Where it is.
    let path: String

    /// The secret; drawn and written at the first start.
    func loadOrCreate() throws -> [UInt8] {
        if let text = try PrivateFile.read(self.path, isSecret: true) {
            return try Self.parse(text, path: self.path)
        }
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
        let text = secret.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        guard try PrivateFile.create(self.path, Array((text + "\n").utf8)) else {
            // Another process was faster; its secret is the one.
            return try Self.parse(
                PrivateFile.read(self.path, isSecret: true) ?? [],
                path: self.path
            )
        }
        return secret
    }

    private static func parse(_ data: [UInt8], path: String) throws -> [UInt8] {
        let digits = data.filter { $0 != UInt8(ascii: "\n") }.compactMap {
            Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init)
        }
        guard digits.count == 64, data.count <= 66 else {
            throw CommandFailure("\(path) (secrets.key) does not hold 64 hexadecimal digits")
        }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
