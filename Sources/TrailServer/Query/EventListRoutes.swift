internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

/// One list of events: `GET crud-events/` and its like.
struct EventListRoutes<Context: PrincipalContext>: Sendable {
    /// The most events that are counted exactly.
    static var exactCount: Int { 10_000 }

    /// What is asked.
    let backend: TrailBackend
    /// Which list it is.
    let list: EventList
    /// Tells under which address clients reach the server.
    let address: ServerAddress

    /// A page of the list: `count`, `next`, `previous` and `results`.
    func get(_ request: Request, _ context: Context) async throws -> Response {
        let now = self.backend.clock.now()
        let asked = try EventListRequest(request, context, list: self.list, now: now)
        async let count = self.count(asked.query)
        let page = try await self.page(asked)
        let links = PageLinks(
            request,
            asked,
            self.address.url(of: request, in: context),
            next: page.next,
            previous: page.previous
        )
        var response = Response.json(Self.body(page, try await count, links))
        response.headers[.link] = links.header
        return response
    }

    /// The page that is asked for by its number, or by the cursor of the query.
    private func page(_ asked: EventListRequest) async throws -> EventPage {
        let reader = ListReader(store: self.backend.store, sort: asked.sort)
        guard let number = asked.page else { return try await reader.page(asked.query) }
        guard let page = try await reader.page(number, of: asked.query) else {
            throw Problem(.notFound, "Invalid page.")
        }
        return page
    }

    private func count(_ query: EventQuery) async throws -> EventCount {
        var query = query
        query.cursor = nil
        return try await self.backend.store.count(query, limit: Self.exactCount)
    }

    private static func body(_ page: EventPage, _ count: EventCount, _ links: PageLinks) -> [UInt8]
    {
        var output = JSONOutput(capacity: 1_024 * (page.events.count + 1))
        output.beginObject()
        output.member("count", count.count)
        if count.isEstimate { output.member("count_is_estimate", true) }
        output.member("next", links.next)
        output.member("previous", links.previous)
        output.key("results")
        output.beginArray()
        var writer = EventJSONWriter()
        for event in page.events {
            output.raw { writer.append(event, integrity: EventIntegrity(of: event), to: &$0) }
        }
        output.endArray()
        output.endObject()
        return output.bytes
    }
}
