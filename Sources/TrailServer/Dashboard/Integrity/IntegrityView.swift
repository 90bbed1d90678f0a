internal import MerkleLog
internal import Trail

/// What ``IntegrityPage`` shows.
struct IntegrityView: PageView {
    let ledgerTenant: String
    let facts: [EventDetailView.Fact]
    let checkpoint: String
    let checkpointLink: String
    let keyTexts: [String]
    let isUnderWay: Bool
    let hasFailed: Bool
    let progressText: String
    let progressDone: String
    let progressTotal: String
    let canVerify: Bool
    let form: FormView
    let table: TableView

    init(
        _ tenant: TenantID,
        _ head: LedgerHead?,
        keys: [NoteVerifier],
        runs: [SealedEvent],
        state: LedgerAuditor.State?,
        _ request: PageRequest
    ) {
        self.ledgerTenant = tenant.name
        self.facts = Self.facts(head, keys)
        self.checkpoint = head?.note?.description ?? ""
        self.checkpointLink = request.outside("ledger/\(tenant)/checkpoint")
        self.keyTexts = keys.map(\.keyText)
        var (done, total) = (UInt64(0), head?.size ?? 0)
        var (isUnderWay, hasFailed) = (false, false)
        switch state {
        case .waiting: isUnderWay = true
        case .running(let progress):
            (isUnderWay, done, total) = (true, progress.done, progress.total)
        case .failed: hasFailed = true
        case nil: break
        }
        self.isUnderWay = isUnderWay
        self.hasFailed = hasFailed
        self.progressDone = "\(done)"
        self.progressTotal = "\(max(total, 1))"
        self.progressText =
            "\(NumberText.grouped(Int64(done))) of \(NumberText.grouped(Int64(total))) events"
        self.canVerify = request.site.backend.auditor.isReady && !isUnderWay
        self.form = FormView([], submit: "Verify the whole ledger", in: request)
        self.table = Self.table(runs, of: tenant, request)
    }

    private static func facts(
        _ head: LedgerHead?,
        _ keys: [NoteVerifier]
    ) -> [EventDetailView.Fact] {
        guard let head, head.size > 0 else {
            return [.init(factTitle: "Events", cell: .text("0"))]
        }
        var root: [UInt8] = []
        head.root.appendHex(to: &root)
        let isSigned = head.isSigned(by: keys)
        return [
            .init(factTitle: "Events", cell: .text(NumberText.grouped(Int64(head.size)))),
            .init(factTitle: "Newest", cell: .time(head.recordedAt)),
            .init(factTitle: "Root hash", cell: .code(String(decoding: root, as: UTF8.self))),
            .init(
                factTitle: "Signature",
                cell: .badge(
                    isSigned
                        ? Badge("valid", .good, icon: "check")
                        : Badge("not valid", .bad, icon: "cross")
                )
            ),
        ]
    }

    private static func table(
        _ runs: [SealedEvent],
        of tenant: TenantID,
        _ request: PageRequest
    ) -> TableView {
        var writer = EventJSONWriter()
        let named = request.principal?.tenantParameter(tenant) ?? []
        let cells = EventCells(request, tenant: named)
        return TableView(
            "Verifications",
            [
                .init("Time"), .init("Result"), .init("Events", isNumber: true),
                .init("Findings", isNumber: true), .init("By"),
            ],
            runs.map { run in
                let event = FlatEvent(run, &writer)
                let facts = event["facts"]
                let isIntact = run.header.outcome == .success
                return [
                    cells.time(event),
                    .badge(
                        isIntact
                            ? Badge("intact", .good, icon: "check")
                            : Badge("tampered", .bad, icon: "cross")
                    ),
                    .quantity(facts.member("checked").plainText),
                    .quantity(facts.member("findings").plainText),
                    cells.actor(event),
                ]
            },
            empty: EmptyView(
                "Not verified from here yet",
                "Verify the ledger above, or run trail verify, which also compares it with a "
                    + "checkpoint that you have kept elsewhere."
            )
        )
    }

    static let name = "integrity"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>Integrity</h1><p>Ledger of {{ledgerTenant}}</p></header>
        <div class="columns"><section class="block"><h2>Ledger</h2>
        <dl class="facts">{{#facts}}<div><dt>{{factTitle}}</dt><dd>{{#cell}}{{>value}}{{/cell}}</dd>\
        </div>{{/facts}}</dl></section>
        <section class="block"><h2>Verify</h2>
        <p>Recomputes every event, the tree above them and the signature. It runs beside the \
        server, which goes on recording.</p>
        {{#hasFailed}}<p class="note bad" role="alert">The last verification could not be brought \
        to an end. The server's log says why.</p>{{/hasFailed}}
        {{#isUnderWay}}<p role="status"><label for="progress">Verifying: {{progressText}}</label><br>\
        <progress id="progress" value="{{progressDone}}" max="{{progressTotal}}"></progress></p>\
        {{/isUnderWay}}
        {{#canVerify}}{{#form}}{{>form}}{{/form}}{{/canVerify}}</section></div>
        <section class="block"><h2>Verifications</h2>{{#table}}{{>table}}{{/table}}</section>
        <section class="block raw"><h2>Checkpoint</h2>
        <p>Keep a copy of it elsewhere: a ledger that is cut or rewritten later does not continue \
        it. <a href="{{checkpointLink}}">The checkpoint alone</a></p>
        <pre>{{checkpoint}}</pre>
        <h3>Keys</h3>{{#keyTexts}}<p><code>{{.}}</code></p>{{/keyTexts}}</section>
        {{/main}}{{/layout}}
        """
}
