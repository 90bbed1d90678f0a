internal import Trail

/// What the protected header of a token says (RFC 7515 §4).
struct TokenHeader: Sendable, Hashable {
    /// How it claims to be signed.
    let algorithm: JWTSigningAlgorithm
    /// The key it claims to be signed with.
    let keyID: String?

    /// Reads a header.
    ///
    /// Keys and certificates that a header carries or points to (`jwk`, `jku`, `x5c`, `x5u`) are
    /// never looked at: a token does not vouch for itself.
    init(parsing bytes: [UInt8]) throws(JWTRefusal) {
        var algorithm: JSON?
        var keyID: String?
        var isCritical = false
        do {
            var reader = JSONReader(bytes, depth: Self.depth)
            try reader.object(orThrow: { $0 }) { (key, reader) throws(JSONError) in
                switch key {
                case "alg": algorithm = try reader.freeValue()
                case "kid": keyID = try reader.string()
                default:
                    isCritical = isCritical || key == "crit"
                    try reader.skip()
                }
            }
            try reader.expectEnd()
        } catch {
            throw .malformed
        }
        guard !isCritical else { throw .critical }
        guard case .string(let name)? = algorithm, let known = JWTSigningAlgorithm(rawValue: name)
        else { throw .algorithm }
        self.algorithm = known
        self.keyID = keyID
    }

    /// How deep a header may be nested.
    private static let depth = 8
}
