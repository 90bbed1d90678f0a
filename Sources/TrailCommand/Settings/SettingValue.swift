import Trail
import TrailServer

/// Turns the text of a setting into what it means.
enum SettingValue {
    /// Accepts `text` as a value of `key`, or says what is expected.
    static func check(_ text: String, for key: SettingKey, source: String) throws(SettingsError) {
        do {
            try Self.check(text, for: key)
        } catch {
            guard case .invalid(let name, let expected, _) = error else { throw error }
            throw .invalid(name, expected: expected, source: source)
        }
    }

    private static func check(_ text: String, for key: SettingKey) throws(SettingsError) {
        switch key.form {
        case .text, .list: break
        case .patterns:
            for pattern in Self.list(text) {
                guard (try? Regex(pattern)) != nil else {
                    throw .invalid(
                        key.name,
                        expected: "a regular expression in place of '\(pattern)'",
                        source: nil
                    )
                }
            }
        case .integer(let range):
            guard range.contains(try Self.integer(text, key: key.name)) else {
                let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
                throw .invalid(key.name, expected: expected, source: nil)
            }
        case .flag: _ = try Self.flag(text, key: key.name)
        case .duration: _ = try Self.duration(text, key: key.name)
        case .timeOfDay: _ = try Self.timeOfDay(text, key: key.name)
        case .bytes(let least):
            guard try Self.bytes(text, key: key.name) >= least else {
                throw .invalid(key.name, expected: "at least \(least) bytes", source: nil)
            }
        case .origins:
            for origin in Self.list(text) where origin != "*" && PublicURL(origin) == nil {
                let expected = "origins such as https://app.example.com, or *"
                throw .invalid(key.name, expected: expected, source: nil)
            }
        case .urlPath:
            guard Self.isPath(text) else {
                throw .invalid(key.name, expected: "a path such as /api/activity", source: nil)
            }
        case .oneOf(let words):
            guard words.contains(text) else {
                throw .invalid(key.name, expected: words.joined(separator: ", "), source: nil)
            }
        }
    }

    static func integer(_ text: String, key: String) throws(SettingsError) -> Int {
        try Self.required(Int(text), "a whole number", key)
    }

    static func flag(_ text: String, key: String) throws(SettingsError) -> Bool {
        try Self.required(SettingText.flag(text), "true or false", key)
    }

    static func duration(_ text: String, key: String) throws(SettingsError) -> Duration {
        let expected = "a length of time such as 5ms, 30s or 12h"
        return try Self.required(SettingText.duration(text), expected, key)
    }

    static func timeOfDay(_ text: String, key: String) throws(SettingsError) -> DailySchedule {
        try Self.required(DailySchedule(text), "a time of day such as 03:00", key)
    }

    static func bytes(_ text: String, key: String) throws(SettingsError) -> Int {
        try Self.required(SettingText.bytes(text), "a number of bytes such as 512 or 10MiB", key)
    }

    private static func required<Value>(
        _ value: Value?,
        _ expected: String,
        _ key: String
    ) throws(SettingsError) -> Value {
        guard let value else { throw .invalid(key, expected: expected, source: nil) }
        return value
    }

    /// Whether `text` is a path of one or more plain segments.
    private static func isPath(_ text: String) -> Bool {
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count > 1, segments[0].isEmpty else { return false }
        return segments.dropFirst().allSatisfy { segment in
            !segment.isEmpty && segment != "." && segment != ".."
                && segment.utf8.allSatisfy { byte in
                    byte > 0x20 && byte < 0x7F && !#"?#%{}:*\"<>"#.utf8.contains(byte)
                }
        }
    }

    /// The entries of a list; a comma behind a backslash belongs to its entry.
    static func list(_ text: String) -> [String] {
        SettingText.list(text)
    }

    /// The text of a list with these entries.
    static func text(of entries: [String]) -> String {
        entries.map { $0.replacing(",", with: "\\,") }.joined(separator: ",")
    }
}
