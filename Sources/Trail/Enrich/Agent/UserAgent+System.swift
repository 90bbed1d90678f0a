extension UserAgent {
    /// Finds platform and operating system, the most particular first: Windows Phone says that it
    /// is Android, Android that it is Linux, and iOS that it is like Mac OS X.
    mutating func readSystem(_ text: AgentText) {
        if text.contains("windows phone") {
            self.found("Windows Phone")
        } else if text.contains("windows") {
            self.found("Windows", Self.windows(text))
        } else if text.contains("ipad") {
            self.found("iPadOS", Self.version(text, after: "cpu os "))
        } else if text.contains("iphone") || text.contains("ipod") {
            self.found("iOS", Self.version(text, after: " os "))
        } else if text.contains("android") {
            self.found("Android", Self.android(text))
        } else if text.contains("; cros ") {
            self.found("Chrome OS")
        } else if text.contains("mac os x") || text.contains("macintosh") {
            self.found("macOS", Self.macOS(text))
        } else if text.contains("linux") || text.contains("x11;") {
            self.found("Linux")
        }
    }

    private static func version(_ text: AgentText, after word: StaticString) -> String? {
        text.end(of: word).flatMap { text.version(at: $0, numbers: 2) }
    }

    /// Windows 11 says that it is 10, so that neither can be told.
    private static func windows(_ text: AgentText) -> String? {
        switch Self.version(text, after: "windows nt ") {
        case "5.1", "5.2": "XP"
        case "6": "Vista"
        case "6.1": "7"
        case "6.2": "8"
        case "6.3": "8.1"
        default: nil
        }
    }

    /// Chrome says `Android 10; K` of whatever it runs on.
    private static func android(_ text: AgentText) -> String? {
        text.contains("android 10; k)") ? nil : Self.version(text, after: "android ")
    }

    /// All browsers say 10.15 of whatever came later.
    private static func macOS(_ text: AgentText) -> String? {
        let version = Self.version(text, after: "mac os x ")
        return version == "10.15" ? nil : version
    }
}
