import Crypto
import Trail

/// The file of the secret behind session cookies and stored passwords: 32 random bytes in hex,
/// readable by its owner alone.
///
/// The first line is the secret. Lines below it are secrets of before: what was stored under one
/// of them is stored anew under the first.
struct SecretFile: Sendable {
    /// What the file holds.
    struct Secrets: Sendable {
        /// The secret.
        var current: [UInt8]
        /// Those of before, the newest first.
        var older: [[UInt8]] = []
    }

    /// Where it is.
    let path: String

    /// The secrets; the first one is drawn and written at the first start.
    func loadOrCreate() throws -> Secrets {
        if let text = try PrivateFile.read(self.path, isSecret: true) {
            return try Self.parse(text, path: self.path)
        }
        let secrets = Secrets(current: Self.random())
        guard try PrivateFile.create(self.path, Self.bytes(of: secrets)) else {
            // Another process was faster; its secret is the one.
            return try Self.parse(
                PrivateFile.read(self.path, isSecret: true) ?? [],
                path: self.path
            )
        }
        return secrets
    }

    /// Puts other secrets in place of those in the file.
    func replace(with secrets: Secrets) throws {
        try PrivateFile.replace(self.path, Self.bytes(of: secrets))
    }

    /// A new secret.
    static func random() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
    }

    private static func bytes(of secrets: Secrets) -> [UInt8] {
        let lines = ([secrets.current] + secrets.older).map { secret in
            secret.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\n"
        }
        return Array(lines.joined().utf8)
    }

    private static func parse(_ data: [UInt8], path: String) throws -> Secrets {
        let lines = data.split(separator: UInt8(ascii: "\n"))
        let secrets = try lines.map { line in
            let digits = line.filter { $0 != UInt8(ascii: "\r") }.compactMap {
                Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init)
            }
            guard digits.count == 64, line.count <= 65 else {
                throw CommandFailure("\(path) (secrets.key) does not hold 64 hexadecimal digits")
            }
            return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        }
        guard let current = secrets.first else {
            throw CommandFailure("\(path) (secrets.key) does not hold 64 hexadecimal digits")
        }
        return Secrets(current: current, older: Array(secrets.dropFirst()))
    }
}
