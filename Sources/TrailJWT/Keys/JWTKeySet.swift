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

    /// The most keys that a token is tried with: a signature costs up to a millisecond, and anyone
    /// can send a token that names no key.
    static let mostTries = 4

    /// The algorithms of which more keys have no id than a token is tried with: the last of them
    /// verify nothing.
    var crowdedAlgorithms: [JWTSigningAlgorithm] {
        JWTSigningAlgorithm.allCases.filter { algorithm in
            self.keys.count { $0.id == nil && $0.verifiers[algorithm] != nil } > Self.mostTries
        }
    }

    /// Tries the keys that the token's header allows: those with its `kid` first, those without an
    /// id, and any where it has no `kid`; of these the ones that know its algorithm, up to
    /// ``mostTries``.
    func finding(on token: SignedToken) -> Finding {
        var finding = Finding.noKey
        let id = token.header.keyID
        let named = id.map { id in self.keys.filter { $0.id == id } } ?? []
        let others = self.keys.lazy.filter { id == nil || $0.id == nil }
        let verifiers = [AnySequence(named), AnySequence(others)].lazy.joined()
            .compactMap { $0.verifiers[token.header.algorithm] }
        for verifier in verifiers.prefix(Self.mostTries) {
            // What a verifier throws on is no signature of its own.
            let isRight = try? verifier.verify(token.signature, signs: token.signedBytes)
            if isRight == true { return .verified }
            finding = .wrongSignature
        }
        return finding
    }
}
