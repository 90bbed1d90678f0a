/// How a store keeps a ledger: whose it says that it is, and in which tables and indexes.
public struct LedgerStructure: Sendable {
    /// What a ledger was given when it was begun, and keeps for ever.
    public struct Identity: Sendable, Hashable {
        /// The first line of its checkpoints: `<server name>/<tenant>`.
        public let origin: String
        /// The public key that verifies them, as text (C2SP signed note).
        public let verifier: String

        /// An identity.
        public init(origin: String, verifier: String) {
            self.origin = origin
            self.verifier = verifier
        }
    }

    /// What is stored of the ledger's identity; `nil` where nothing is, or there is no ledger.
    public var identity: Identity?
    /// What is not as the store makes it.
    public var findings: [VerificationFinding]

    /// A structure.
    public init(identity: Identity? = nil, findings: [VerificationFinding] = []) {
        self.identity = identity
        self.findings = findings
    }
}
