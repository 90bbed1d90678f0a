internal import Hummingbird
internal import Trail

/// The addresses of the pages beside one: the request's own with another cursor.
struct PageLinks: Sendable, Hashable {
    /// The address of the next page; `nil` at the end.
    let next: String?
    /// The address of the page before; `nil` at the start.
    let previous: String?

    /// The links of the answer to `request`, which asked for `asked`; relative where `url`, the
    /// server's address, is not known.
    init(
        _ request: Request,
        _ asked: EventListRequest,
        _ url: PublicURL?,
        next: EventCursor?,
        previous: EventCursor? = nil
    ) {
        let base = (url?.origin ?? "") + request.uri.path
        let kept = request.query(without: ["cursor", "page"])
        func link(_ place: EventCursor?) -> String? {
            guard let place else { return nil }
            let cursor = asked.cursor(at: place).text
            return base + "?" + (kept + ["cursor=" + cursor]).joined(separator: "&")
        }
        self.next = link(next)
        self.previous = link(previous)
    }

    /// The value of `Link` (RFC 8288); `nil` where there is nothing to link to.
    var header: String? {
        let links = [(self.next, "next"), (self.previous, "prev")].compactMap { url, relation in
            url.map { "<\($0)>; rel=\"\(relation)\"" }
        }
        return links.isEmpty ? nil : links.joined(separator: ", ")
    }
}
