/// A call from a page of another origin.
public struct CORSDetail: Sendable, Hashable {
    /// The method of the call.
    public var method: String
    /// The path that was called.
    public var url: String
    /// The query without `?`.
    public var query: String?
    /// The page that made the call, as it says itself.
    public var frontendURL: String?
    /// Whether the call was allowed; `nil` where nobody decided.
    public var isAllowed: Bool?

    /// A call of `url`.
    public init(
        method: String,
        url: String,
        query: String? = nil,
        frontendURL: String? = nil,
        isAllowed: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.query = query
        self.frontendURL = frontendURL
        self.isAllowed = isAllowed
    }
}
