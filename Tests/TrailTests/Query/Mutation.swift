/// Alters bytes as a bad disk or a bad person might.
enum Mutation {
    /// `bytes` with a few of them replaced, put in, taken out or cut off.
    static func of(_ bytes: [UInt8], using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let byte =
                Bool.random(using: &generator)
                ? UInt8.random(in: 0...255, using: &generator)
                : Self.telling.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<8, using: &generator) {
            case 0...3: bytes[place] = byte
            case 4...5: bytes.insert(byte, at: place)
            case 6: bytes.remove(at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    private static let telling = Array("{}[]\":,\\u0e-".utf8)
}
