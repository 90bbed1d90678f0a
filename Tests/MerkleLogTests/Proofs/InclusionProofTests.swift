import MerkleLog
import Testing

@Suite struct InclusionProofTests {
    @Test(
        arguments: [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(UInt64, UInt64, [String])]
    )
    func `gives the published proofs`(index: UInt64, size: UInt64, path: [String]) throws {
        let tree = MemoryTree(leaves: Vectors.leaves)
        let proof = try InclusionProof(index: index, treeSize: size, tree: tree)
        #expect(proof.path == Vectors.hashes(path))
        try proof.verify(leaf: Vectors.leaves[Int(index)], root: Vectors.roots[Int(size)])
    }

    @Test func `agrees with the recursive definition and verifies on every small size`() throws {
        let leaves = Vectors.numbered(0..<70)
        let tree = MemoryTree(leaves: leaves)
        for size in 1...70 {
            let root = NaiveTree.root(leaves[..<size])
            for index in 0..<size {
                let proof = try InclusionProof(
                    index: UInt64(index),
                    treeSize: UInt64(size),
                    tree: tree
                )
                #expect(proof.path == NaiveTree.path(index, leaves[..<size]))
                #expect(try proof.root(leaf: leaves[index]) == root)
            }
        }
    }

    @Test func `agrees with an independent program on a larger tree`() throws {
        let tree = Vectors.numberedTree
        let proof = try InclusionProof(index: 12345, treeSize: 70000, tree: tree)
        #expect(
            Hash.sha256(proof.path.flatMap { $0.bytes }).hex
                == "241b9b83417e10cb860f7705b4773abd6ebacab1842b8163bc33a601e14732d2"
        )
        try proof.verify(leaf: tree.leaves[12345], root: tree.root)
    }

    @Test func `a corrupted proof never verifies`() throws {
        var generator = SeededGenerator(seed: 3)
        let tree = Vectors.numberedTree
        for _ in 0..<60 {
            let size = UInt64.random(in: 2...5000, using: &generator)
            let index = UInt64.random(in: 0..<size, using: &generator)
            let leaf = tree.leaves[Int(index)]
            let root = try tree.root(ofSize: size)
            let path = try InclusionProof(index: index, treeSize: size, tree: tree).path
            for corrupted in PathCorruption.all(of: path, using: &generator) {
                #expect(throws: ProofError.self) {
                    try InclusionProof(index: index, treeSize: size, path: corrupted)
                        .verify(leaf: leaf, root: root)
                }
            }
            let proof = InclusionProof(index: index, treeSize: size, path: path)
            #expect(throws: ProofError.rootMismatch) {
                try proof.verify(leaf: root, root: root)
            }
            #expect(throws: ProofError.rootMismatch) {
                try proof.verify(leaf: leaf, root: leaf)
            }
            let otherIndex = (index + UInt64.random(in: 1..<size, using: &generator)) % size
            for (index, size) in [(otherIndex, size), (index, size << 20), (index, index)] {
                #expect(throws: ProofError.self) {
                    try InclusionProof(index: index, treeSize: size, path: path)
                        .verify(leaf: leaf, root: root)
                }
            }
        }
    }

    @Test func `says why a proof cannot be made or read`() {
        let tree = MemoryTree(leaves: Vectors.leaves)
        #expect(throws: ProofError.indexOutOfRange(index: 5, treeSize: 5)) {
            try InclusionProof(index: 5, treeSize: 5, tree: tree)
        }
        #expect(throws: ProofError.indexOutOfRange(index: 0, treeSize: 0)) {
            try InclusionProof(index: 0, treeSize: 0, tree: tree)
        }
        #expect(throws: ProofError.missingNode(NodeCoordinate(level: 0, index: 8))) {
            try InclusionProof(index: 8, treeSize: 9, tree: tree).path
                + InclusionProof(index: 0, treeSize: 9, tree: tree).path
        }
        #expect(throws: ProofError.indexOutOfRange(index: 9, treeSize: 8)) {
            try InclusionProof(index: 9, treeSize: 8, path: []).root(leaf: .emptyTree)
        }
        #expect(throws: ProofError.wrongLength(expected: 3, found: 0)) {
            try InclusionProof(index: 0, treeSize: 8, path: []).root(leaf: .emptyTree)
        }
    }

    @Test func `the largest sizes a stranger may send are handled`() {
        for index: UInt64 in [0, 1, .max / 2, .max - 1] {
            #expect(throws: ProofError.self) {
                try InclusionProof(index: index, treeSize: .max, path: [])
                    .verify(leaf: .emptyTree, root: .emptyTree)
            }
        }
    }
}
