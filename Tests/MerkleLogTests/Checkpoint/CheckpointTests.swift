import MerkleLog
import Testing

@Suite struct CheckpointTests {
    private let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
    /// The example of the specification.
    private var example: String { "example.com/behind-the-sofa\n20852163\n\(self.root)\n" }

    @Test func `reads and prints the example of the specification`() throws {
        let checkpoint = try Checkpoint(text: self.example)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == self.root)
        #expect(checkpoint.extensionLines.isEmpty)
        #expect(checkpoint.text == self.example)
        #expect(try Checkpoint(bytes: Array(self.example.utf8)) == checkpoint)
    }

    @Test func `reads back what it prints`() throws {
        for (origin, size, lines) in [
            ("a", 0, []), ("trail.example/tenant", .max, []), ("ünï cödé + plus", 7, ["x", "y z"]),
        ] as [(String, UInt64, [String])] {
            let checkpoint = try Checkpoint(
                origin: origin,
                size: size,
                root: .emptyTree,
                extensionLines: lines
            )
            #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
            #expect(checkpoint.text.utf8.filter { $0 == 10 }.count == 3 + lines.count)
        }
    }

    @Test(
        arguments: [
            ("", .missingNewline),
            ("a\n1\nR", .missingNewline),
            ("\n", .tooFewLines(1)),
            ("a\n1\n", .tooFewLines(2)),
            ("\n1\nR\n", .invalidOrigin),
            ("a\tb\n1\nR\n", .invalidOrigin),
            ("a\r\n1\nR\n", .invalidOrigin),
            ("a\n\nR\n", .invalidSize),
            ("a\n01\nR\n", .invalidSize),
            ("a\n00\nR\n", .invalidSize),
            ("a\n+1\nR\n", .invalidSize),
            ("a\n-1\nR\n", .invalidSize),
            ("a\n1 \nR\n", .invalidSize),
            ("a\n1\r\nR\n", .invalidSize),
            ("a\n0x1\nR\n", .invalidSize),
            ("a\n١\nR\n", .invalidSize),
            ("a\n18446744073709551616\nR\n", .invalidSize),
            ("a\n1\n\n", .invalidRoot),
            ("a\n1\nAAEC\n", .invalidRoot),
            ("a\n1\nR \n", .invalidRoot),
            ("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", .invalidRoot),
            ("a\n1\nR\n\n", .invalidExtension(line: 1)),
            ("a\n1\nR\nx\n\ny\n", .invalidExtension(line: 2)),
            ("a\n1\nR\nx\u{0}\n", .invalidExtension(line: 1)),
        ] as [(String, CheckpointError)]
    )
    func `says what is malformed`(text: String, error: CheckpointError) {
        let parts = text.split(separator: "R", omittingEmptySubsequences: false)
        #expect(throws: error) { try Checkpoint(text: parts.joined(separator: self.root)) }
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: CheckpointError.notUTF8) { try Checkpoint(bytes: [0xFF, 0x0A]) }
    }

    @Test func `cannot be made of lines that would not be read back`() {
        for origin in ["", "a\nb", "a\r"] {
            #expect(throws: CheckpointError.invalidOrigin) {
                try Checkpoint(origin: origin, size: 0, root: .emptyTree)
            }
        }
        #expect(throws: CheckpointError.invalidExtension(line: 2)) {
            try Checkpoint(origin: "a", size: 0, root: .emptyTree, extensionLines: ["x", "y\nz"])
        }
    }

    @Test func `is trusted only of the right log and signed by its key`() throws {
        let signer = try NoteSigner(name: "trail.example/a", seed: Array(repeating: 7, count: 32))
        let other = try NoteSigner(name: "trail.example/a", seed: Array(repeating: 8, count: 32))
        let checkpoint = try Checkpoint(
            origin: "trail.example/a",
            size: 8,
            root: Vectors.roots[8]
        )
        let note = try SignedNote(bytes: checkpoint.signed(by: signer).bytes)
        let read = try Checkpoint(
            verifying: note,
            origin: "trail.example/a",
            with: [signer.verifier]
        )
        #expect(read == checkpoint)
        #expect(throws: CheckpointError.originMismatch(found: "trail.example/a")) {
            try Checkpoint(verifying: note, origin: "trail.example/b", with: [signer.verifier])
        }
        #expect(throws: CheckpointError.note(.noKnownSignature)) {
            try Checkpoint(verifying: note, origin: "trail.example/a", with: [other.verifier])
        }
        let prose = try signer.sign("not a checkpoint\n")
        #expect(throws: CheckpointError.tooFewLines(1)) {
            try Checkpoint(verifying: prose, origin: "trail.example/a", with: [signer.verifier])
        }
    }
}
