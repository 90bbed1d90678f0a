/// Which paths are captured.
///
/// The patterns are regular expressions that must match at the beginning of the path, as the
/// seeds' lists do; the query is not looked at. Patterns that only name a prefix or a whole path,
/// as most do, are compared as bytes.
public struct URLRules: Sendable {
    /// The patterns as they were given.
    private let texts: [String]
    private let patterns: [URLPattern]
    /// Whether a path that matches is captured, or left out.
    private let includes: Bool

    /// What is left out unless told otherwise.
    public static let defaultExclude = [
        "^/admin/", "^/static/", "^/favicon\\.ico$", "^/health/", "^/metrics/",
    ]

    /// The rules that hold unless told otherwise: all paths but ``defaultExclude``.
    public static let standard: Self = {
        let literals = Self.defaultExclude.compactMap { URLPattern(literal: $0) }
        return Self(Self.defaultExclude, literals, includes: false)
    }()

    /// Rules.
    ///
    /// - Parameters:
    ///   - include: What is captured, and nothing else; key `capture.urls.include`. When it holds
    ///     any pattern, the other lists are not looked at.
    ///   - exclude: What is left out; key `capture.urls.exclude`.
    ///   - excludeExtra: What is left out besides; key `capture.urls.exclude-extra`.
    /// - Throws: ``TrailError`` `invalidConfiguration` naming the pattern that is no regular
    ///   expression.
    public init(
        include: [String] = [],
        exclude: [String] = Self.defaultExclude,
        excludeExtra: [String] = []
    ) throws(TrailError) {
        let texts = include.isEmpty ? exclude + excludeExtra : include
        var patterns: [URLPattern] = []
        for text in texts {
            patterns.append(try URLPattern(text))
        }
        self.init(texts, patterns, includes: !include.isEmpty)
    }

    private init(_ texts: [String], _ patterns: [URLPattern], includes: Bool) {
        self.texts = texts
        self.patterns = patterns
        self.includes = includes
    }

    /// Whether requests to `path`, which is given without a query, are captured.
    public func captures(_ path: String) -> Bool {
        self.patterns.contains { $0.matches(path) } == self.includes
    }
}

extension URLRules: Hashable {
    /// Whether both consist of the same patterns.
    public static func == (one: Self, other: Self) -> Bool {
        one.includes == other.includes && one.texts == other.texts
    }

    /// Hashes the patterns.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.includes)
        hasher.combine(self.texts)
    }
}
