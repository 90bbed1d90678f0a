internal import Hummingbird
internal import Trail

/// The addresses of the pages beside one: the request's own with another cursor.
struct PageLinks: Sendable, Hashable {
    /// The address of the next page; `nil` at the end.
    let next: String?
    /// The address of the page before; `nil` at the start.
    let previous: String?

    /// The links of `page`, which answers `request`; relative where `url`, the server's address,
    /// is not known.
    init(_ request: Request, _ url: PublicURL?, _ page: EventPage) {
        let base = (url?.origin ?? "") + request.uri.path
        let kept = (request.uri.query ?? "").split(separator: "&").filter { pair in
            let name = pair.prefix { $0 != "=" }
            return name != "cursor" && name != "page"
        }
        func link(_ cursor: EventCursor?) -> String? {
            cursor.map { cursor in
                base + "?" + (kept + ["cursor=" + cursor.text]).joined(separator: "&")
            }
        }
        self.next = link(page.next)
        self.previous = link(page.previous)
    }

    /// The value of `Link` (RFC 8288); `nil` where there is nothing to link to.
    var header: String? {
        let links = [(self.next, "next"), (self.previous, "prev")].compactMap { url, relation in
            url.map { "<\($0)>; rel=\"\(relation)\"" }
        }
        return links.isEmpty ? nil : links.joined(separator: ", ")
    }
}
