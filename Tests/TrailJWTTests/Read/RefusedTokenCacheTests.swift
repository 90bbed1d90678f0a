import Foundation
import JWTKit
import Synchronization
import Testing
import Trail

@testable import TrailJWT

/// Counts what it is asked to verify, and verifies nothing.
private final class CountingVerifier: JWTAlgorithm {
    let name = "HS256"
    private let counted = Atomic(0)

    var count: Int { self.counted.load(ordering: .relaxed) }

    func sign(_ plaintext: some DataProtocol) -> [UInt8] { [] }

    func verify(_ signature: some DataProtocol, signs plaintext: some DataProtocol) -> Bool {
        self.counted.add(1, ordering: .relaxed)
        return false
    }
}

/// A signature costs up to a millisecond to verify, and anyone can send a wrong one.
@Suite struct RefusedTokenCacheTests {
    private let verifier = CountingVerifier()

    private var reader: JWTReader {
        JWTReader(keys: [JWTKey(id: nil, verifiers: [.hs256: self.verifier])])
    }

    @Test func `verifies a token once that no key verifies`() async {
        let reader = self.reader
        let token = unsigned(#"{"sub":"7"}"#)
        for _ in 0..<50 {
            #expect(await reader.read(token).claimedFor == .signature)
        }
        #expect(self.verifier.count == 1)
        #expect(await reader.read(unsigned(#"{"sub":"8"}"#)).claimedFor == .signature)
        #expect(self.verifier.count == 2)
    }

    @Test func `remembers so many and no more`() async {
        let reader = self.reader
        let many = RefusedTokens.capacity + 1
        for number in 0..<many {
            _ = await reader.read(unsigned(#"{"sub":"\#(number)"}"#))
        }
        #expect(self.verifier.count == many)
        _ = await reader.read(unsigned(#"{"sub":"\#(many - 1)"}"#))
        #expect(self.verifier.count == many, "the last one is known")
        _ = await reader.read(unsigned(#"{"sub":"0"}"#))
        #expect(self.verifier.count == many + 1, "the first one gave way")
    }
}
