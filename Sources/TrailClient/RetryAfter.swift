internal import Trail

/// The `Retry-After` header field of RFC 9110: seconds, or a date.
enum RetryAfter {
    /// How long the field asks to wait; `nil` for what it does not allow.
    static func pause(_ text: String, now: Timestamp) -> Duration? {
        let words = text.split(separator: " ")
        if words.count == 1, words[0].utf8.allSatisfy({ (48...57).contains($0) }) {
            return .seconds(Int64(words[0]) ?? Int64(Int32.max))
        }
        guard let time = Self.date(words) else { return nil }
        return max(time.duration(since: now), .zero)
    }

    /// A date of one of the three forms of RFC 9110 §5.6.7, of which one is still written.
    private static func date(_ words: [Substring]) -> Timestamp? {
        switch words.count {
        case 6 where words[0].hasSuffix(",") && words[5] == "GMT":
            return Self.date(day: words[1], month: words[2], year: words[3], time: words[4])
        case 5:
            return Self.date(day: words[2], month: words[1], year: words[4], time: words[3])
        case 4 where words[3] == "GMT":
            let parts = words[1].split(separator: "-")
            guard parts.count == 3, let year = Int(parts[2]), (0...99).contains(year) else {
                return nil
            }
            let century = year < 70 ? 2_000 : 1_900
            return Self.date(
                day: parts[0],
                month: parts[1],
                year: "\(century + year)",
                time: words[2]
            )
        default: return nil
        }
    }

    private static func date(
        day: Substring,
        month: Substring,
        year: Substring,
        time: Substring
    ) -> Timestamp? {
        guard let number = Self.months.firstIndex(of: month) else { return nil }
        let twoDigits = number < 9 ? "0\(number + 1)" : "\(number + 1)"
        let paddedDay = day.count == 1 ? "0\(day)" : "\(day)"
        return Timestamp("\(year)-\(twoDigits)-\(paddedDay)T\(time)Z")
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
