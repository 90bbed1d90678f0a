/// What hashing a password by scrypt costs: time and memory.
package struct PasswordCost: Sendable, Hashable, CustomStringConvertible {
    /// The binary logarithm of the rounds, N.
    package let logarithm: Int
    /// The size of a block, r.
    package let blockSize: Int
    /// How often it is done, p.
    package let parallelism: Int

    /// 32 MiB and about a tenth of a second: what OWASP asks for at the least.
    package static let standard = Self(15, 8, 3)
    /// For passwords that were drawn at random, which nobody can guess.
    package static let random = Self(10, 8, 1)

    private init(_ logarithm: Int, _ blockSize: Int, _ parallelism: Int) {
        self.logarithm = logarithm
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// Reads `ln=15,r=8,p=3`; `nil` for anything else and for what no server could pay.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let names = ["ln=", "r=", "p="]
        guard parts.count == names.count else { return nil }
        let numbers = zip(parts, names).compactMap { part, name in
            part.hasPrefix(name) ? Int(part.dropFirst(name.count)) : nil
        }
        guard numbers.count == names.count else { return nil }
        self.init(numbers[0], numbers[1], numbers[2])
        guard (1...20).contains(self.logarithm), (1...32).contains(self.blockSize),
            (1...16).contains(self.parallelism), self.blockSize << self.logarithm <= 1 << 21
        else { return nil }
    }

    /// As it stands in a hash.
    package var description: String {
        "ln=\(self.logarithm),r=\(self.blockSize),p=\(self.parallelism)"
    }

    /// By which costs are compared.
    package var work: Int { self.blockSize * self.parallelism << self.logarithm }
}
