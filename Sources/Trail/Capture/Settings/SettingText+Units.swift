extension SettingText {
    /// The length of time that `text` says: `5ms`, `30s`, `12h`; `nil` where it says none.
    package static func duration(_ text: String) -> Duration? {
        let units: [String: Int64] = [
            "us": 1, "ms": 1_000, "s": 1_000_000, "m": 60_000_000, "min": 60_000_000,
            "h": 3_600_000_000, "d": 86_400_000_000, "w": 604_800_000_000,
        ]
        return Self.product(text, units) { $0 }.map { .microseconds($0) }
    }

    /// The number of bytes that `text` says: `512`, `10MiB`; `nil` where it says none.
    package static func bytes(_ text: String) -> Int? {
        let units: [String: Int64] = [
            "": 1, "b": 1, "kb": 1_000, "kib": 1 << 10, "mb": 1_000_000, "mib": 1 << 20,
            "gb": 1_000_000_000, "gib": 1 << 30,
        ]
        return Self.product(text, units) { $0.lowercased() }.map { Int($0) }
    }

    /// The number at the start of `text` times the unit behind it.
    private static func product(
        _ text: String,
        _ units: [String: Int64],
        _ spelling: (String) -> String
    ) -> Int64? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = spelling(String(text.dropFirst(digits.count).filter { $0 != " " }))
        guard let number = Int64(digits), let factor = units[unit] else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
