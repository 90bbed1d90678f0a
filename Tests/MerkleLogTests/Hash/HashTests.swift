import MerkleLog
import Testing

@Suite struct HashTests {
    private let hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff"
    private let base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v8="

    @Test func `bytes, hexadecimal and base64 say the same`() throws {
        let hash = try #require(Hash(hex: self.hex))
        #expect(hash.bytes == Vectors.bytes(self.hex))
        #expect(hash == Hash(bytes: Vectors.bytes(self.hex)))
        #expect(hash == Hash(base64: self.base64))
        #expect(hash == Hash(hex: self.hex.uppercased()))
        #expect(hash.hex == self.hex)
        #expect(hash.description == self.hex)
        #expect(hash.base64 == self.base64)
        var text = [UInt8(ascii: "x")]
        hash.appendHex(to: &text)
        #expect(String(decoding: text, as: UTF8.self) == "x" + self.hex)
        #expect(hash.withUnsafeBytes { Array($0) } == hash.bytes)
    }

    @Test func `takes 32 bytes from any collection and no other number`() {
        let bytes = Vectors.bytes(self.hex)
        #expect(Hash(bytes: ([9] + bytes)[1...])?.bytes == bytes)
        #expect(Hash(bytes: bytes.reversed().reversed())?.bytes == bytes)
        #expect(Hash(bytes: bytes.dropLast()) == nil)
        #expect(Hash(bytes: bytes + [0]) == nil)
        #expect(Hash(bytes: []) == nil)
    }

    @Test(arguments: [
        "", "00", "zz0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff",
        "00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff0",
        " 00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1dfeff ",
    ])
    func `refuses what is not 64 hexadecimal digits`(text: String) {
        #expect(Hash(hex: text) == nil)
    }

    @Test(arguments: [
        "", "AAEC", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v8",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v9=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd_v8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwd/v8=\n",
        "AAECAwQFBgcICQoLDA0ODxAREhMU\nFRYXGBkaGxwd/v8=",
    ])
    func `refuses any but the one spelling in base64`(text: String) {
        #expect(Hash(base64: text) == nil)
    }

    @Test func `compares as its bytes do`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            var left = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var right = left
            right[Int.random(in: 0..<32, using: &generator)] ^= 1
            if Bool.random(using: &generator) { swap(&left, &right) }
            guard let first = Hash(bytes: left), let second = Hash(bytes: right) else { continue }
            #expect((first < second) == left.lexicographicallyPrecedes(right))
            #expect(first != second)
        }
    }

    @Test func `hashes leaves and nodes under different prefixes`() {
        #expect(Hash.emptyTree == Vectors.roots[0])
        #expect(Hash.leaf([]) == Vectors.roots[1])
        #expect(Hash.node(.leaf([]), .leaf([0])) == Vectors.roots[2])
        #expect(Hash.leaf([0x61]) == Hash.sha256([0x00, 0x61]))
        let pair = Hash.leaf([1]).bytes + Hash.leaf([2]).bytes
        #expect(Hash.node(.leaf([1]), .leaf([2])) == Hash.sha256([0x01] + pair))
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Hash.sha256(Array("abc".utf8)).hex == abc)
    }

    @Test func `takes 32 bytes in memory`() {
        #expect(MemoryLayout<Hash>.stride == 32)
    }
}
