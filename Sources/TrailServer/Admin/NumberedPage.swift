internal import Hummingbird
internal import Trail

/// A page of a list that is short enough to be read as a whole, by its number.
struct NumberedPage: Sendable {
    /// The parameters that say which page.
    static let parameters = ["page", "page_size"]

    private let number: Int
    private let size: Int
    private let base: String
    private let kept: [Substring]

    /// The page that `request` asks for.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - values: Its parameters.
    ///   - url: The server's address; links are relative where it is not known.
    /// - Throws: ``Problem`` 400.
    init(_ request: Request, _ values: QueryValues, _ url: PublicURL?) throws(Problem) {
        self.number = try values.number("page", in: 1...1_000_000) ?? 1
        self.size = try values.number("page_size", in: 1...1_000) ?? 50
        self.base = (url?.origin ?? "") + request.uri.path
        self.kept = request.query(without: ["page"])
    }

    /// The page of `elements`: `count`, `next`, `previous` and `results`.
    ///
    /// - Throws: ``Problem`` 404 for a page beyond the last.
    func json<Element>(
        of elements: [Element],
        _ write: (inout JSONOutput, Element) -> Void
    ) throws(Problem) -> [UInt8] {
        let start = (self.number - 1) * self.size
        guard start < max(elements.count, 1) else { throw Problem(.notFound, "Invalid page.") }
        let end = min(start + self.size, elements.count)
        var output = JSONOutput(capacity: 512 * (end - start + 1))
        output.beginObject()
        output.member("count", elements.count)
        output.member("next", end < elements.count ? self.link(self.number + 1) : nil)
        output.member("previous", self.number > 1 ? self.link(self.number - 1) : nil)
        output.key("results")
        output.beginArray()
        for element in elements[start..<end] {
            write(&output, element)
        }
        output.endArray()
        output.endObject()
        return output.bytes
    }

    private func link(_ page: Int) -> String {
        self.base + "?" + (self.kept + ["page=\(page)"]).joined(separator: "&")
    }
}
