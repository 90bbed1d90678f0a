/// A visit that a client reports of itself.
public struct PageDetail: Sendable, Hashable {
    /// The path in the app, without query and fragment unless the client sent them as the path.
    public var path: String
    /// The page that the user came from.
    public var referer: String?

    /// A visit to `path`.
    public init(path: String, referer: String? = nil) {
        self.path = path
        self.referer = referer
    }
}
