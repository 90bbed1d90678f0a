import MerkleLog
import Testing

@Suite struct SignedNoteTests {
    private let both = PeterNeumann.note + PeterNeumann.otherSignatureLine

    @Test func `reads and prints a published note`() throws {
        let note = try SignedNote(self.both)
        #expect(note.text == PeterNeumann.text)
        #expect(note.signatures.map { $0.keyName } == ["PeterNeumann", "EnochRoot"])
        #expect(note.signatures.map { $0.keyID } == [0xC74F_20A3, 0xAF0C_FE78])
        #expect(note.signatures.allSatisfy { $0.bytes.count == 64 })
        #expect(note.description == self.both)
        #expect(try SignedNote(bytes: note.bytes) == note)
    }

    @Test func `verifies signatures by known keys and ignores others`() throws {
        let note = try SignedNote(self.both)
        let peter = try NoteVerifier(keyText: PeterNeumann.keyText)
        let enoch = try NoteVerifier(keyText: PeterNeumann.otherKeyText)
        #expect(try note.verify(with: [peter]) == [note.signatures[0]])
        #expect(try note.verify(with: [enoch]) == [note.signatures[1]])
        #expect(try note.verify(with: [enoch, peter, peter]) == note.signatures)
        #expect(throws: NoteError.noKnownSignature) { try note.verify(with: []) }
        let namesake = try NoteSigner.generate(name: PeterNeumann.name).verifier
        #expect(throws: NoteError.noKnownSignature) { try note.verify(with: [namesake]) }
        #expect(try note.verify(with: [namesake, peter]) == [note.signatures[0]])
    }

    @Test func `counts a key once however often it signed`() throws {
        let peter = try NoteVerifier(keyText: PeterNeumann.keyText)
        let note = try SignedNote(PeterNeumann.note + PeterNeumann.signatureLine)
        #expect(note.signatures.count == 2)
        #expect(try note.verify(with: [peter]).count == 1)
    }

    @Test func `refuses a changed text or signature by a known key`() throws {
        let peter = try NoteVerifier(keyText: PeterNeumann.keyText)
        let enoch = try NoteVerifier(keyText: PeterNeumann.otherKeyText)
        let note = try SignedNote(self.both)
        let changed = try SignedNote(text: note.text + "!\n", signatures: note.signatures)
        var bytes = note.signatures[0].bytes
        bytes[5] ^= 1
        let forged = try NoteSignature(
            keyName: "PeterNeumann",
            keyID: 0xC74F_20A3,
            bytes: bytes
        )
        let half = try SignedNote(text: note.text, signatures: [note.signatures[1], forged])
        let short = try NoteSignature(
            keyName: "PeterNeumann",
            keyID: 0xC74F_20A3,
            bytes: bytes.dropLast()
        )
        let cut = try SignedNote(text: note.text, signatures: [short])
        for bad in [changed, half, cut] {
            #expect(throws: NoteError.invalidSignature(keyName: "PeterNeumann")) {
                try bad.verify(with: [peter])
            }
        }
        #expect(throws: NoteError.invalidSignature(keyName: "PeterNeumann")) {
            try half.verify(with: [peter, enoch])
        }
    }

    @Test func `keeps blank lines of the text and splits at the last one`() throws {
        let signer = try NoteSigner.generate(name: "example.com/log")
        for text in ["\n", "\n\n", "a\n\nb\n", "a\n\n\n", "— x\n\n— y AAAA\n"] {
            let note = try signer.sign(text)
            let read = try SignedNote(note.description)
            #expect(read == note)
            #expect(read.text == text)
            try read.verify(with: [signer.verifier])
        }
    }

    @Test func `a new signature replaces the earlier one by the same key`() throws {
        let note = try SignedNote(self.both)
        let signer = try NoteSigner.generate(name: "witness")
        let signature = try signer.signature(for: Array(note.text.utf8))
        let cosigned = try note.adding(signature)
        #expect(cosigned.signatures.map { $0.keyName } == ["PeterNeumann", "EnochRoot", "witness"])
        #expect(try cosigned.adding(signature) == cosigned)
        try cosigned.verify(with: [signer.verifier])
    }

    @Test(
        arguments: [
            ("", .missingNewline),
            ("T", .missingSignatures),
            ("T\n", .missingSignatures),
            ("T\nS.", .missingNewline),
            ("S\n", .missingSignatures),
            ("T\n\nS\n", nil),
            ("T\nS\n\n", .missingSignatures),
            ("\u{1}T\nS\n", .controlCharacter),
            ("a\r\n\nS\n", .controlCharacter),
            ("T\nS\nmore\n", .malformedSignature(line: 2)),
            ("T\n- PeterNeumann x08go/Y=\n", .malformedSignature(line: 1)),
            ("T\n— Bad Name x08go/ZJkuBS9UG/SffcvIA=\n", .malformedSignature(line: 1)),
            ("T\n— Bad+Name x08go/ZJkuBS9UG/SffcvIA=\n", .malformedSignature(line: 1)),
            ("T\n— Bad\u{2003}Name x08go/ZJkuBS9UG/SffcvIA=\n", .malformedSignature(line: 1)),
            ("T\n—  x08go/ZJkuBS9UG/SffcvIA=\n", .malformedSignature(line: 1)),
            ("T\n— name x08gow==\n", .malformedSignature(line: 1)),
            ("T\n— name x08go/Y\n", .malformedSignature(line: 1)),
            ("T\n— name x08go/Z=\n", .malformedSignature(line: 1)),
            ("T\n— name x08go/Y= \n", .malformedSignature(line: 1)),
            ("T\n— name\n", .malformedSignature(line: 1)),
        ] as [(String, NoteError?)]
    )
    func `says what is malformed`(pattern: String, error: NoteError?) {
        var note = ""
        for character in pattern {
            switch character {
            case "T": note += PeterNeumann.text
            case "S": note += PeterNeumann.signatureLine.dropLast()
            default: note.append(character)
            }
        }
        if let error {
            #expect(throws: error) { try SignedNote(note) }
        } else {
            #expect(throws: Never.self) { try SignedNote(note) }
        }
    }

    @Test func `refuses bytes that are not UTF-8, and too many signatures`() throws {
        #expect(throws: NoteError.notUTF8) {
            try SignedNote(bytes: [0xFF] + Array(PeterNeumann.note.utf8))
        }
        let lines = String(repeating: PeterNeumann.signatureLine, count: 100)
        let many = PeterNeumann.text + "\n" + lines
        #expect(try SignedNote(many).signatures.count == 100)
        #expect(throws: NoteError.tooManySignatures(101)) {
            try SignedNote(many + PeterNeumann.signatureLine)
        }
    }

    @Test func `cannot be made of parts that would not be read back`() throws {
        let signature = try SignedNote(PeterNeumann.note).signatures[0]
        #expect(throws: NoteError.missingNewline) {
            try SignedNote(text: "abc", signatures: [signature])
        }
        #expect(throws: NoteError.controlCharacter) {
            try SignedNote(text: "a\tb\n", signatures: [signature])
        }
        #expect(throws: NoteError.missingSignatures) {
            try SignedNote(text: "abc\n", signatures: [])
        }
        for name in ["", "a b", "a+b", "a\nb", "a\u{A0}b"] {
            #expect(throws: NoteError.invalidKeyName) {
                try NoteSignature(keyName: name, keyID: 1, bytes: [1])
            }
        }
        #expect(throws: NoteError.byteCount(expected: 1, found: 0)) {
            try NoteSignature(keyName: "a", keyID: 1, bytes: [])
        }
    }
}
