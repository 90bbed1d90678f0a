internal import Trail

/// A token taken apart: a JWS in compact form (RFC 7515 §7.1) whose payload is a set of claims.
///
/// Nothing is verified yet.
struct SignedToken: Sendable {
    /// Its protected header.
    let header: TokenHeader
    /// Its claims.
    let claims: JWTClaims
    /// What the signature is over: header and payload as they were sent.
    let signedBytes: ArraySlice<UInt8>
    /// The signature.
    let signature: [UInt8]

    /// The most bytes of a token.
    static let maximumLength = 8_192

    /// Takes a token apart.
    ///
    /// Each part must be spelled in the one canonical way, so that no two texts are the same
    /// token; JSON is held to RFC 8259, and a member that stands twice is refused.
    init(_ bytes: [UInt8]) throws(JWTRefusal) {
        guard bytes.count <= Self.maximumLength else { throw .tooLong }
        let parts = bytes.split(
            separator: UInt8(ascii: "."),
            maxSplits: 3,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, let header = Self.decode(parts[0]),
            let payload = Self.decode(parts[1]), let signature = Self.decode(parts[2])
        else { throw .malformed }
        self.header = try TokenHeader(parsing: header)
        self.claims = try JWTClaims(parsing: payload)
        self.signedBytes = bytes[..<parts[1].endIndex]
        self.signature = signature
    }

    private static func decode(_ part: ArraySlice<UInt8>) -> [UInt8]? {
        Base64URL.decode(String(decoding: part, as: UTF8.self))
    }
}
