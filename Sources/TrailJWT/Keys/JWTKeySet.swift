internal import JWTKit
internal import Trail

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The keys that are in force at a time.
struct JWTKeySet: Sendable {
    /// What the keys have to say on a token's signature.
    enum Finding: Sendable, Hashable {
        /// One of them verifies it.
        case verified
        /// Those that may verify it do not.
        case wrongSignature
        /// None of them is for such a token.
        case noKey
    }

    /// The keys.
    let keys: [JWTKey]
    /// Grows with every change; 0 while the key set has not been read yet.
    let version: UInt64
    private let ids: Set<String>

    init(_ keys: [JWTKey], version: UInt64) {
        self.keys = keys
        self.version = version
        self.ids = Set(keys.compactMap(\.id))
    }

    /// Whether there is a key with this id.
    func knows(_ id: String) -> Bool { self.ids.contains(id) }

    /// Tries the keys that the token's header allows: those with its `kid`, those without an id,
    /// and all where it has no `kid`; of these the ones that know its algorithm.
    func finding(on token: SignedToken) -> Finding {
        var finding = Finding.noKey
        for key in self.keys where Self.mayName(key, token.header.keyID) {
            guard let verifier = key.verifiers[token.header.algorithm] else { continue }
            // What a verifier throws on is no signature of its own.
            let isRight = try? verifier.verify(token.signature, signs: token.signedBytes)
            if isRight == true { return .verified }
            finding = .wrongSignature
        }
        return finding
    }

    private static func mayName(_ key: JWTKey, _ id: String?) -> Bool {
        guard let id, let own = key.id else { return true }
        return id == own
    }
}
