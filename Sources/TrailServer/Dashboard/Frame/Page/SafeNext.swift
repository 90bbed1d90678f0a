internal import HummingbirdCore

/// The page to which a sign-in leads: one of this dashboard, and nothing else.
///
/// Kept as a path below the dashboard's with its query, never as an address, so that no link can
/// send whoever signs in to another site.
struct SafeNext: Sendable, Hashable {
    /// The path below the dashboard's, with its query.
    let text: String

    /// The most bytes that are carried along.
    private static let mostBytes = 2_048

    /// The page that `text` names; `nil` for what could lead anywhere else.
    init?(_ text: String) {
        let path = text.prefix { $0 != "?" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.mostBytes, !text.hasPrefix("/"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            !path.contains(":"), !path.contains("//"), !path.contains("#"),
            !parts.contains(where: { Self.isDots($0) })
        else { return nil }
        self.text = text
    }

    /// The page that a request asks for.
    init?(of request: PageRequest) {
        let parts = request.request.uri.path.split(separator: "/").suffix(request.depth)
        let path = parts.map { $0 + "/" }.joined()
        self.init(path + (request.request.uri.query.map { "?" + $0 } ?? ""))
    }

    /// Whether a part of a path leads upwards, be it escaped.
    private static func isDots(_ part: Substring) -> Bool {
        let plain = part.lowercased().replacing("%2e", with: ".")
        return plain == ".." || plain == "."
    }
}
