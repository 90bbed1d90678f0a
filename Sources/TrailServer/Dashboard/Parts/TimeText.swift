internal import Trail

/// Times as people read them, in UTC.
enum TimeText {
    /// A time to the second, as in `2026-11-21 02:38:40`.
    static func seconds(_ time: Timestamp) -> String {
        String(time.description.prefix(19)).replacing("T", with: " ")
    }

    /// A time to the millisecond, as in `2026-11-21 02:38:40.118`.
    static func milliseconds(_ time: Timestamp) -> String {
        String(time.description.prefix(23)).replacing("T", with: " ")
    }
}

/// Numbers as people read them.
enum NumberText {
    /// The number with a thin space between groups of three digits.
    static func grouped(_ number: Int64) -> String {
        let digits = Array(String(number.magnitude))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append("\u{202F}") }
            text.append(digit)
        }
        return number < 0 ? "−" + text : text
    }

    /// A duration of so many microseconds: `12 ms`, `1.25 s`.
    static func duration(microseconds: Int64) -> String {
        guard microseconds >= 1_000 else { return "\(microseconds) µs" }
        let milliseconds = microseconds / 1_000
        guard milliseconds >= 1_000 else { return "\(milliseconds) ms" }
        let hundredths = milliseconds % 1_000 / 10
        return "\(milliseconds / 1_000).\(hundredths < 10 ? "0" : "")\(hundredths) s"
    }

    /// A size of so many bytes: `512 B`, `1.2 KiB`.
    static func size(bytes: Int64) -> String {
        guard bytes >= 1_024 else { return "\(bytes) B" }
        var (whole, unit) = (bytes, 0)
        while whole >= 1_024 * 1_024, unit < 3 {
            whole /= 1_024
            unit += 1
        }
        let units = ["KiB", "MiB", "GiB", "TiB"]
        return "\(whole / 1_024).\(whole % 1_024 * 10 / 1_024) \(units[unit])"
    }
}
