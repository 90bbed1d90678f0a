internal import Crypto
public import MerkleLog

/// The digests of an event's sections, by which its leaf commits to them.
public struct SectionDigests: Sendable, Hashable {
    /// Of the actor and the credential.
    public let who: Hash?
    /// Of the client and the request.
    public let `where`: Hash?
    /// Of targets, changes, detail and metadata.
    public let what: Hash?

    /// Computes the digests of `sections`.
    public init(of sections: Sections) {
        self.who = sections.who?.digest(as: .who)
        self.where = sections.where?.digest(as: .where)
        self.what = sections.what?.digest(as: .what)
    }
}

/// The salted digest of one section.
enum SectionDigest {
    /// `SHA-256("trail/v1/" + name + 0x00 + salt + text)`.
    static func of(_ text: [UInt8], as name: SectionName, salt: Salt) -> Hash {
        var hasher = SHA256()
        switch name {
        case .who: Self.whoPrefix.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        case .where: Self.wherePrefix.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        case .what: Self.whatPrefix.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        }
        salt.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        text.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hasher.finalize().withUnsafeBytes { Hash(loading: $0) }
    }

    private static let whoPrefix = [UInt8]("trail/v1/who\0".utf8)
    private static let wherePrefix = [UInt8]("trail/v1/where\0".utf8)
    private static let whatPrefix = [UInt8]("trail/v1/what\0".utf8)
}
