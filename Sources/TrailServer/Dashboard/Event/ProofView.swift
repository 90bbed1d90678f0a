internal import MerkleLog
internal import Trail

/// What the browser needs to check the proof of an event by itself, and what the server found.
struct ProofView: Sendable {
    /// Where the evidence is.
    let sealedLink: String
    /// Where the newest checkpoint is.
    let checkpointLink: String
    let eventID: String
    let proofTenant: String
    /// The keys that may sign the checkpoint, as the server knows them.
    let verifierKeys: [String]
    let ledgerPlace: String
    let treeSize: String
    let rootHash: String
    let isIntact: Bool
    let verdict: String

    init(
        _ evidence: EventEvidence,
        _ event: FlatEvent,
        keys: [NoteVerifier],
        _ request: PageRequest,
        _ tenant: [(String, String)]
    ) {
        let header = event.event.header
        let query = QueryText.make(tenant)
        self.sealedLink = "\(request.api)events/\(header.id)/sealed/\(query)"
        self.checkpointLink = request.outside("ledger/\(header.tenant)/checkpoint")
        self.eventID = header.id.description
        self.proofTenant = header.tenant.name
        self.verifierKeys = keys.map(\.keyText)
        self.ledgerPlace = NumberText.grouped(Int64(event.event.index))
        self.treeSize = NumberText.grouped(Int64(evidence.head.size))
        var root: [UInt8] = []
        evidence.head.root.appendHex(to: &root)
        self.rootHash = String(decoding: root, as: UTF8.self)
        self.isIntact = evidence.isIntact
        self.verdict =
            evidence.isIntact
            ? "The server has recomputed this event from what is stored: it is what was sealed."
            : "What is stored is not what was sealed. Verify the whole ledger, and keep a copy of it."
    }

    static let template = """
        <section class="block proof" id="proof" data-sealed="{{sealedLink}}" \
        data-checkpoint="{{checkpointLink}}" data-event="{{eventID}}" data-tenant="{{proofTenant}}">
        <h2>Proof</h2>
        <p class="note {{#isIntact}}good{{/isIntact}}{{^isIntact}}bad{{/isIntact}}">{{verdict}}</p>
        <p>It is event {{ledgerPlace}} of a ledger of {{treeSize}} with the root \
        <code>{{rootHash}}</code>.</p>
        <ul class="unseen" id="proof-keys">{{#verifierKeys}}<li>{{.}}</li>{{/verifierKeys}}</ul>
        <h3>Checked by your browser</h3>
        <p class="muted" id="proof-state" role="status">With JavaScript, this page recomputes all \
        of it by itself, from the evidence that the server gives. Without, the command \
        <code>trail verify</code> does.</p>
        <ol id="proof-steps" hidden></ol>
        <p class="actions"><a class="button" href="{{sealedLink}}">Evidence as JSON</a></p>
        </section>
        """
}
