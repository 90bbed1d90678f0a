internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Trail

/// `export_csv/` and its like under a list: all events of the filtered set, in the list's order.
///
/// Text is sent while it is read, a page at a time, each page one short read of the store; the
/// ledger's size at the first page bounds all of them. The first page is read before the response
/// begins, so that what is wrong can still be said; what goes wrong later ends the connection
/// before the body is complete. An export whose client has gone ends with the page under way.
struct EventExport<Context: PrincipalContext>: Sendable {
    /// How many events are read at a time.
    static var pageSize: Int { 1_000 }
    /// How many bytes are gathered before they are sent.
    static var pieceSize: Int { 262_144 }

    /// What is asked.
    let backend: TrailBackend
    /// Which list it is.
    let list: EventList
    /// The form of the file.
    let format: ExportFormat

    /// Parameters of lists that say which page, not which events.
    static var refused: EventListRequest.Refusals {
        let sentence = "An export has no pages; it holds all events that match."
        return ["page": sentence, "page_size": sentence, "cursor": sentence]
    }

    /// The file.
    func get(_ request: Request, _ context: Context) async throws -> Response {
        let asked = try EventListRequest(
            request,
            context,
            list: self.list,
            now: self.backend.clock.now(),
            refusing: Self.refused
        )
        var query = asked.query
        query.limit = Self.pageSize
        let kind = query.kinds.count == 1 ? query.kinds.first : nil
        guard self.format.isAvailable else { throw Problem(.notBuiltIn) }
        guard request.method != .head else { return self.response(ResponseBody(), .head) }
        let pages = try await ExportPages(
            query,
            from: ListReader(store: self.backend.store, sort: asked.sort),
            for: ClientPresence.of(context)
        )
        guard let streamed = self.format.streamed else {
            let workbook = try await WorkbookBody(of: pages, kind: kind)
            return self.response(try await workbook.body(context), .get)
        }
        return self.response(Self.body(streamed, kind, pages), .get)
    }

    private static func body(
        _ format: EventExporter.Format,
        _ kind: Event.Kind?,
        _ pages: ExportPages
    ) -> ResponseBody {
        ResponseBody { writer in
            var exporter = EventExporter(format, kind: kind)
            var piece: [UInt8] = []
            exporter.begin(to: &piece)
            var next: EventPage? = pages.first
            while let page = next {
                async let following = pages.page(after: page)
                for event in page.events {
                    exporter.append(event, integrity: EventIntegrity(of: event), to: &piece)
                    guard piece.count >= Self.pieceSize else { continue }
                    try await writer.write(ByteBuffer(bytes: piece))
                    piece.removeAll(keepingCapacity: true)
                }
                next = try await following
            }
            exporter.end(to: &piece)
            try await writer.write(ByteBuffer(bytes: piece))
            try await writer.finish(nil)
        }
    }

    private func response(_ body: ResponseBody, _ method: HTTPRequest.Method) -> Response {
        let file = "\(self.list.fileName).\(self.format.rawValue)"
        var response = Response(
            status: .ok,
            headers: [
                .contentType: self.format.contentType,
                .contentDisposition: "attachment; filename=\"\(file)\"",
                .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: body
        )
        // How long the file is, nobody knows before it is written.
        if method == .head { response.headers[.contentLength] = nil }
        return response
    }
}

extension Problem.Kind {
    /// An optional part that this build does not have.
    static let notBuiltIn = Self(
        "not-built-in",
        .notImplemented,
        title: "Not built in",
        sentence: "This server was built without support for XLSX (the package trait Excel)."
    )
}
