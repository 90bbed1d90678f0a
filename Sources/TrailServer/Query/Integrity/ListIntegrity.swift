internal import Hummingbird
internal import Trail

/// `verify_integrity/` of a list: recomputes each event of the filtered set.
///
/// One call does a bounded part of it and says where the next goes on; the figures are of the
/// part. Events are taken in ledger order, so that those which arrive meanwhile are left out.
struct ListIntegrity<Context: PrincipalContext>: Sendable {
    /// The most events that one call recomputes.
    static var mostChecked: Int { 10_000 }
    /// The most steps of one call, each within the scan budget of a page.
    static var mostSteps: Int { 20 }
    /// The most events that one call names.
    static var mostNamed: Int { 100 }

    /// What is asked.
    let backend: TrailBackend
    /// Which list it is.
    let list: EventList
    /// Tells under which address clients reach the server.
    let address: ServerAddress

    /// Parameters of lists that say which page, not which events.
    static var refused: EventListRequest.Refusals {
        let sentence = "Events are verified in ledger order, as many at a time as one call allows."
        return ["page": sentence, "page_size": sentence, "ordering": sentence]
    }

    /// `{"total","verified","tampered","tampered_ids","next"}`.
    func get(_ request: Request, _ context: Context) async throws -> Response {
        let asked = try EventListRequest(
            request,
            context,
            list: self.list,
            now: self.backend.clock.now(),
            refusing: Self.refused
        )
        var query = asked.query
        query.order = .ledger
        query.limit = 1_000
        let findings = try await self.verify(query)
        let url = self.address.url(of: request, in: context)
        let links = PageLinks(request, asked, url, next: findings.next)
        var response = Response.json(findings.json(next: links.next))
        response.headers[.link] = links.header
        return response
    }

    private func verify(_ query: EventQuery) async throws -> IntegrityFindings {
        var query = query
        var findings = IntegrityFindings()
        var check: RowCheck?
        for _ in 0..<Self.mostSteps {
            let page = try await self.backend.store.page(query)
            if check == nil {
                // Read after the page, so that it covers every row of it.
                guard let head = try await self.backend.store.head(of: query.tenant) else { break }
                let keys = self.backend.ledgerKeys
                check = RowCheck(under: head, in: self.backend.store, keys: keys)
            }
            for verdict in try await check?.check(page.events.map(\.index)) ?? [] {
                findings.add(verdict.id, isIntact: verdict.isIntact, named: Self.mostNamed)
            }
            findings.next = page.next
            query.cursor = page.next
            guard page.next != nil, findings.total + query.limit <= Self.mostChecked else { break }
        }
        return findings
    }
}

/// What was found in a part of a list.
private struct IntegrityFindings {
    private(set) var total = 0
    private var tampered = 0
    private var tamperedIDs: [EventID] = []
    /// Where the next part begins; `nil` at the end.
    var next: EventCursor?

    mutating func add(_ id: EventID, isIntact: Bool, named limit: Int) {
        self.total += 1
        guard !isIntact else { return }
        self.tampered += 1
        if self.tamperedIDs.count < limit { self.tamperedIDs.append(id) }
    }

    func json(next: String?) -> [UInt8] {
        var output = JSONOutput()
        output.beginObject()
        output.member("total", self.total)
        output.member("verified", self.total - self.tampered)
        output.member("tampered", self.tampered)
        output.key("tampered_ids")
        output.beginArray()
        for id in self.tamperedIDs {
            output.string(id.description)
        }
        output.endArray()
        output.member("next", next)
        output.endObject()
        return output.bytes
    }
}
