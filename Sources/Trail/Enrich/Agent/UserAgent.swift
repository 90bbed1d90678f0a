/// What a user agent's text tells: families and versions where they can be told.
///
/// Browsers have frozen much of the text; a version that they no longer say truly is left out.
struct UserAgent: Sendable, Hashable {
    /// Family and major version: `Firefox 131`.
    private(set) var browser: String?
    /// The word that a client hint would have, such as `Android` or `Windows`.
    private(set) var platform: String?
    /// The operating system, with its version where that is told: `iOS 17.4`.
    private(set) var os: String?
    /// Whether it says that it is a bot; `nil` where it says neither that nor which browser it is.
    private(set) var isBot: Bool?

    /// What `text` tells.
    init(_ text: String) {
        let text = AgentText(text)
        self.readSystem(text)
        let isBrowser = text.starts(with: "mozilla/") || text.starts(with: "opera/")
        self.browser = isBrowser ? Self.browser(text) : Self.product(text)
        if Self.isBot(text) {
            self.isBot = true
        } else if isBrowser, self.browser != nil {
            self.isBot = false
        }
    }
}

extension UserAgent {
    /// Takes a platform, which is the operating system too.
    mutating func found(_ system: String, _ version: String? = nil) {
        self.platform = system
        self.os = Self.named(system, version)
    }

    private static func named(_ name: String, _ version: String?) -> String {
        version.map { name + " " + $0 } ?? name
    }
}

extension UserAgent {
    /// Words before versions, the most particular first: nearly all name Chrome or Safari too.
    private static let families: [(word: StaticString, name: String)] = [
        ("edg/", "Edge"), ("edga/", "Edge"), ("edgios/", "Edge"), ("edge/", "Edge"),
        ("opr/", "Opera"), ("opios/", "Opera"), ("opera mini/", "Opera Mini"),
        ("samsungbrowser/", "Samsung Internet"), ("vivaldi/", "Vivaldi"),
        ("yabrowser/", "Yandex"), ("ucbrowser/", "UC Browser"), ("duckduckgo/", "DuckDuckGo"),
        ("fxios/", "Firefox"), ("focus/", "Firefox Focus"), ("firefox/", "Firefox"),
        ("headlesschrome/", "Headless Chrome"), ("crios/", "Chrome"),
        ("chromium/", "Chromium"), ("chrome/", "Chrome"), ("msie ", "Internet Explorer"),
    ]

    private static func browser(_ text: AgentText) -> String? {
        for family in Self.families {
            guard let end = text.end(of: family.word) else { continue }
            return Self.named(family.name, text.version(at: end))
        }
        let version = text.end(of: "version/").flatMap { text.version(at: $0) }
        if text.contains("trident/") {
            let revision = text.end(of: "rv:").flatMap { text.version(at: $0) }
            return Self.named("Internet Explorer", revision)
        }
        if text.starts(with: "opera/") {
            return Self.named("Opera", version ?? text.version(at: 6))
        }
        guard text.contains("safari/") else { return nil }
        return Self.named(text.contains("android") ? "Android Browser" : "Safari", version)
    }

    /// The product of a client that is no browser and names itself plainly: `curl/8.5.0`.
    private static func product(_ text: AgentText) -> String? {
        let name = text.original.prefix(33).prefix { $0 != UInt8(ascii: "/") }
        guard !name.isEmpty, name.count <= 32, name.count < text.original.count,
            name.allSatisfy(HeaderText.isTokenByte)
        else { return nil }
        return Self.named(
            String(decoding: name, as: UTF8.self),
            text.version(at: name.endIndex + 1)
        )
    }
}

extension UserAgent {
    private static let botWords: [StaticString] = [
        "crawl", "spider", "slurp", "headless", "phantomjs", "externalhit", "mediapartners",
        "bingpreview", "lighthouse", "pingdom", "scrapy", "+http",
    ]

    private static func isBot(_ text: AgentText) -> Bool {
        if Self.botWords.contains(where: { text.contains($0) }) { return true }
        var start = 0
        while let end = text.end(of: "bot", from: start) {
            if Self.isBotWord(text.bytes, endingAt: end) { return true }
            start = end
        }
        return false
    }

    /// Whether the `bot` before `end` ends a word, other than the name of a maker of telephones.
    private static func isBotWord(_ bytes: [UInt8], endingAt end: Int) -> Bool {
        if end < bytes.count, bytes[end] != UInt8(ascii: "s"),
            bytes[end] >= UInt8(ascii: "a"), bytes[end] <= UInt8(ascii: "z")
        {
            return false
        }
        return !bytes[..<end].reversed().starts(with: "tobuc".utf8)
    }
}
