import MerkleLog
import Testing

@Suite struct NoteKeyTests {
    @Test func `reads and prints published keys`() throws {
        let verifier = try NoteVerifier(keyText: PeterNeumann.keyText)
        #expect(verifier.name == "PeterNeumann")
        #expect(verifier.keyID == 0xC74F_20A3)
        #expect(verifier.keyText == PeterNeumann.keyText)
        let signer = try NoteSigner(privateKeyText: PeterNeumann.privateKeyText)
        #expect(signer.verifier == verifier)
        #expect(signer.keyID == 0xC74F_20A3)
        #expect(signer.privateKeyText == PeterNeumann.privateKeyText)
    }

    @Test func `makes the published signature`() throws {
        let signer = try NoteSigner(privateKeyText: PeterNeumann.privateKeyText)
        let note = try signer.sign(PeterNeumann.text)
        try note.verify(with: [NoteVerifier(keyText: PeterNeumann.keyText)])
        // Only BoringSSL signs without randomness.
        #if os(Linux)
        #expect(note.description == PeterNeumann.note)
        #endif
    }

    @Test func `a generated key signs, and survives being stored`() throws {
        let signer = try NoteSigner.generate(name: "trail.example/tenant")
        let stored = try NoteSigner(privateKeyText: signer.privateKeyText)
        let verifier = try NoteVerifier(keyText: signer.verifier.keyText)
        #expect(stored.verifier == verifier)
        try stored.sign("hello\n").verify(with: [verifier])
        let other = try NoteSigner.generate(name: "trail.example/tenant")
        #expect(other.keyID != signer.keyID)
    }

    @Test func `a part of a key or a key with one changed character is refused`() {
        for text in [PeterNeumann.keyText, PeterNeumann.privateKeyText] {
            let isPrivate = text.hasPrefix("PRIVATE")
            var bytes = Array(text.utf8)
            func isRead(_ text: [UInt8]) -> Bool {
                let text = String(decoding: text, as: UTF8.self)
                return isPrivate
                    ? (try? NoteSigner(privateKeyText: text)) != nil
                    : (try? NoteVerifier(keyText: text)) != nil
            }
            #expect(isRead(bytes))
            for length in 0..<bytes.count {
                #expect(!isRead(Array(bytes.prefix(length))))
                #expect(!isRead(Array(bytes.suffix(length))))
            }
            for place in bytes.indices {
                bytes[place] += 1
                #expect(!isRead(bytes))
                bytes[place] -= 1
            }
        }
    }

    @Test(
        arguments: [
            ("", .malformedKey),
            ("a+b", .malformedKey),
            ("a+zzzzzzzz+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedKey),
            ("a+c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedKey),
            ("a+c74f20a3+", .malformedKey),
            ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .invalidKeyName),
            ("a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .invalidKeyName),
            ("a+c74f20a3+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .unsupportedAlgorithm(4)),
            ("a+c74f20a3+ARpc2Qc=", .byteCount(expected: 32, found: 4)),
            ("a+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDMismatch),
        ] as [(String, NoteError)]
    )
    func `says what is wrong with a key`(text: String, error: NoteError) {
        #expect(throws: error) { try NoteVerifier(keyText: text) }
    }

    @Test func `refuses seeds and keys of the wrong length, and bad names`() {
        let bytes = [UInt8](repeating: 1, count: 32)
        #expect(throws: NoteError.byteCount(expected: 32, found: 31)) {
            try NoteSigner(name: "a", seed: bytes.dropLast())
        }
        #expect(throws: NoteError.byteCount(expected: 32, found: 33)) {
            try NoteVerifier(name: "a", publicKey: bytes + [0])
        }
        #expect(throws: NoteError.invalidKeyName) { try NoteSigner(name: "a b", seed: bytes) }
        #expect(throws: NoteError.invalidKeyName) { try NoteSigner.generate(name: "") }
        #expect(throws: NoteError.malformedKey) {
            try NoteSigner(privateKeyText: PeterNeumann.keyText)
        }
    }

    @Test func `a printed signer does not show its key`() throws {
        let signer = try NoteSigner(privateKeyText: PeterNeumann.privateKeyText)
        let secret = "AYEKFALVFGyNhPJEMzD1QIDr"
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), dumped] {
            #expect(text.contains("PeterNeumann"))
            #expect(!text.contains(secret))
            #expect(!text.contains("PrivateKey"))
        }
    }
}
