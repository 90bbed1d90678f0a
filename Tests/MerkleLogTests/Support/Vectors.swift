import MerkleLog

/// The leaves that Certificate Transparency implementations test with, and what follows from them.
enum Vectors {
    static let leaves: [Hash] = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ].map { .leaf(bytes($0)) }

    /// The roots over the first 0…8 leaves.
    static let roots: [Hash] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ].compactMap { Hash(hex: $0) }

    /// Leaf i of the larger trees: the index as eight big-endian bytes.
    static func numbered(_ range: Range<UInt64>) -> [Hash] {
        range.map { index in
            withUnsafeBytes(of: index.bigEndian) { .leaf($0) }
        }
    }

    /// Roots over ``numbered(_:)`` leaves, computed by an independent program.
    static let numberedRoots: [(size: UInt64, root: String)] = [
        (255, "bb3b9743e08118ea583ae77df04a1449a0601cde6f75146d79c2cab6366ce210"),
        (256, "15e2dd4973ae44de8c8cf3048fd98d17adaaea6287f4e0606a55a643617408c0"),
        (257, "d418c0873259bce7d0561ab004486112416c1c4490865415342bfe06e673146c"),
        (1000, "c89faf3395d034a77c12c76d636db96358d6d2839c3c68f6329a07231e82fce2"),
        (65535, "e7321cd57abf36c522d89e6d26bd9098a37b6a8b06b318976269e701f6d4802d"),
        (65536, "bc9bca909516d5bf148c2bf2dea0a0d9f717ce4987d2fe7504d6694363b41598"),
        (65537, "a901bb447a4b4c361cdf559658f27f24a8a3ebbc49257c472efe950932d4853a"),
        (70000, "0759167a0f98e35e802d46ff7c7d29d2c3f03a63a256deb6abbff357a91b63b1"),
    ]

    /// 70,000 numbered leaves in one tree, built once for all tests.
    static let numberedTree = MemoryTree(leaves: numbered(0..<70000))

    static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.utf8.count, by: 2).compactMap { offset in
            UInt8(hex.dropFirst(offset).prefix(2), radix: 16)
        }
    }

    static func hashes(_ hex: [String]) -> [Hash] { hex.compactMap { Hash(hex: $0) } }
}
