import MerkleLog
import Testing

@Suite struct ConsistencyProofTests {
    @Test(
        arguments: [
            (1, 1, []),
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
            (
                6, 7,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
        ] as [(UInt64, UInt64, [String])]
    )
    func `gives the published proofs`(old: UInt64, new: UInt64, path: [String]) throws {
        let tree = MemoryTree(leaves: Vectors.leaves)
        let proof = try ConsistencyProof(oldSize: old, newSize: new, tree: tree)
        #expect(proof.path == Vectors.hashes(path))
        try proof.verify(oldRoot: Vectors.roots[Int(old)], newRoot: Vectors.roots[Int(new)])
    }

    @Test func `agrees with the recursive definition and verifies on every small size`() throws {
        let leaves = Vectors.numbered(0..<70)
        let tree = MemoryTree(leaves: leaves)
        for new in 1...70 {
            let newRoot = NaiveTree.root(leaves[..<new])
            for old in 1...new {
                let proof = try ConsistencyProof(
                    oldSize: UInt64(old),
                    newSize: UInt64(new),
                    tree: tree
                )
                #expect(proof.path == NaiveTree.proof(old, leaves[..<new]))
                try proof.verify(oldRoot: NaiveTree.root(leaves[..<old]), newRoot: newRoot)
            }
        }
    }

    @Test func `agrees with an independent program on a larger tree`() throws {
        let tree = Vectors.numberedTree
        let proof = try ConsistencyProof(oldSize: 12345, newSize: 70000, tree: tree)
        #expect(
            Hash.sha256(proof.path.flatMap { $0.bytes }).hex
                == "eca4fd93c4e391e577f456ee70a4768c57aa3f2bfc0a9a04a9cb25b42afef9ea"
        )
        try proof.verify(oldRoot: tree.root(ofSize: 12345), newRoot: tree.root)
    }

    @Test func `a corrupted proof never verifies`() throws {
        var generator = SeededGenerator(seed: 4)
        let tree = Vectors.numberedTree
        for _ in 0..<60 {
            let new = UInt64.random(in: 3...5000, using: &generator)
            let old = UInt64.random(in: 1..<new, using: &generator)
            let (oldRoot, newRoot) = try (tree.root(ofSize: old), tree.root(ofSize: new))
            let path = try ConsistencyProof(oldSize: old, newSize: new, tree: tree).path
            for corrupted in PathCorruption.all(of: path, using: &generator) {
                #expect(throws: ProofError.self) {
                    try ConsistencyProof(oldSize: old, newSize: new, path: corrupted)
                        .verify(oldRoot: oldRoot, newRoot: newRoot)
                }
            }
            let proof = ConsistencyProof(oldSize: old, newSize: new, path: path)
            for (oldRoot, newRoot) in [
                (newRoot, newRoot), (oldRoot, oldRoot), (newRoot, oldRoot), (.emptyTree, newRoot),
            ] {
                #expect(throws: ProofError.self) {
                    try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
                }
            }
            for (old, new) in [(new, old), (old, new << 20), (old, old), (0, new), (new, new)] {
                #expect(throws: ProofError.self) {
                    try ConsistencyProof(oldSize: old, newSize: new, path: path)
                        .verify(oldRoot: oldRoot, newRoot: newRoot)
                }
            }
        }
    }

    @Test func `a rewritten past is told from a growing log`() throws {
        var leaves = Vectors.numbered(0..<100)
        let oldRoot = try MemoryTree(leaves: leaves).root(ofSize: 60)
        leaves[30] = .leaf([])
        let forged = MemoryTree(leaves: leaves)
        let proof = try ConsistencyProof(oldSize: 60, newSize: 100, tree: forged)
        #expect(throws: ProofError.oldRootMismatch) {
            try proof.verify(oldRoot: oldRoot, newRoot: forged.root)
        }
    }

    @Test func `every tree extends the empty one and itself`() throws {
        let tree = MemoryTree(leaves: Vectors.leaves)
        let root = tree.root
        let fromNothing = try ConsistencyProof(oldSize: 0, newSize: 8, tree: tree)
        #expect(fromNothing.path.isEmpty)
        try fromNothing.verify(oldRoot: .emptyTree, newRoot: root)
        #expect(throws: ProofError.oldRootMismatch) {
            try fromNothing.verify(oldRoot: root, newRoot: root)
        }
        let same = ConsistencyProof(oldSize: 8, newSize: 8, path: [])
        try same.verify(oldRoot: root, newRoot: root)
        #expect(throws: ProofError.rootMismatch) {
            try same.verify(oldRoot: .emptyTree, newRoot: root)
        }
        try ConsistencyProof(oldSize: 0, newSize: 0, path: [])
            .verify(oldRoot: .emptyTree, newRoot: .emptyTree)
        #expect(throws: ProofError.rootMismatch) {
            try ConsistencyProof(oldSize: 0, newSize: 0, path: [])
                .verify(oldRoot: .emptyTree, newRoot: root)
        }
        #expect(throws: ProofError.wrongLength(expected: 0, found: 1)) {
            try ConsistencyProof(oldSize: 0, newSize: 8, path: [root])
                .verify(oldRoot: .emptyTree, newRoot: root)
        }
    }

    @Test func `says why a proof cannot be made or read`() {
        let tree = MemoryTree(leaves: Vectors.leaves)
        #expect(throws: ProofError.sizeOutOfRange(size: 5, treeSize: 4)) {
            try ConsistencyProof(oldSize: 5, newSize: 4, tree: tree)
        }
        #expect(throws: ProofError.missingNode(NodeCoordinate(level: 0, index: 8))) {
            try ConsistencyProof(oldSize: 8, newSize: 9, tree: tree)
        }
        #expect(throws: ProofError.wrongLength(expected: 3, found: 0)) {
            try ConsistencyProof(oldSize: 6, newSize: 8, path: [])
                .verify(oldRoot: .emptyTree, newRoot: .emptyTree)
        }
        for old: UInt64 in [1, 2, .max / 2, .max / 2 + 1, .max - 1] {
            #expect(throws: ProofError.self) {
                try ConsistencyProof(oldSize: old, newSize: .max, path: [])
                    .verify(oldRoot: .emptyTree, newRoot: .emptyTree)
            }
        }
    }
}
