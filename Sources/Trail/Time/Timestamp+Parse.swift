extension Timestamp {
    /// Parses an RFC 3339 date-time: the offset or `Z` is required, digits beyond microseconds
    /// are cut off, a leap second counts as the last microsecond before it.
    ///
    /// `nil` for anything else; no format is guessed.
    public init?(_ text: some Collection<UInt8>) {
        let parsed = text.withContiguousStorageIfAvailable { Self.parse($0) }
        guard let time = parsed ?? Self.parse(Array(text)) else { return nil }
        self = time
    }

    private static func parse(_ text: some Collection<UInt8>) -> Timestamp? {
        var scanner = DateScanner(text)
        guard let days = scanner.date(), scanner.oneOf("Tt"), let time = scanner.time(),
            let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        let result = Self(microseconds: days * 86_400_000_000 + time - offset * 60_000_000)
        return result >= Self.earliest && result <= Self.latest ? result : nil
    }

    /// Parses an RFC 3339 date-time given as text.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// Parses a date-time, or a date alone, which stands for midnight UTC; for query parameters.
    public init?(dateOrDateTime text: String) {
        var scanner = DateScanner(text.utf8)
        if let days = scanner.date(), scanner.isAtEnd {
            self.init(microseconds: days * 86_400_000_000)
        } else {
            self.init(text.utf8)
        }
    }
}

/// Reads the parts of an RFC 3339 date-time.
private struct DateScanner<Text: Collection> where Text.Element == UInt8 {
    private var rest: Text.SubSequence

    init(_ text: Text) {
        self.rest = text[...]
    }

    var isAtEnd: Bool { self.rest.isEmpty }

    mutating func oneOf(_ characters: StaticString) -> Bool {
        guard let byte = self.rest.first else { return false }
        let isOne = characters.withUTF8Buffer { $0.contains(byte) }
        if isOne { self.rest = self.rest.dropFirst() }
        return isOne
    }

    mutating func number(_ digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = self.digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func digit() -> Int64? {
        guard let byte = self.rest.first, byte >= 48, byte <= 57 else { return nil }
        self.rest = self.rest.dropFirst()
        return Int64(byte - 48)
    }

    /// Days since 1970.
    mutating func date() -> Int64? {
        guard let year = self.number(4), year >= 1, self.oneOf("-"),
            let month = self.number(2), (1...12).contains(month), self.oneOf("-"),
            let day = self.number(2)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard day >= 1, day <= date.daysInMonth else { return nil }
        return date.daysSince1970
    }

    /// Microseconds since midnight.
    mutating func time() -> Int64? {
        guard let hour = self.number(2), hour <= 23, self.oneOf(":"),
            let minute = self.number(2), minute <= 59, self.oneOf(":"),
            let second = self.number(2), second <= 60
        else { return nil }
        guard var fraction = self.fraction() else { return nil }
        let isLeap = second == 60
        if isLeap { fraction = 999_999 }
        return (hour * 3_600 + minute * 60 + (isLeap ? 59 : second)) * 1_000_000 + fraction
    }

    /// Microseconds of the fraction, 0 where there is none.
    private mutating func fraction() -> Int64? {
        guard self.oneOf(".") else { return 0 }
        guard var value = self.digit() else { return nil }
        var digits = 1
        while let digit = self.digit() {
            digits += 1
            if digits <= 6 { value = value * 10 + digit }
            guard digits <= 32 else { return nil }
        }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Minutes east of UTC.
    mutating func offset() -> Int64? {
        if self.oneOf("Zz") { return 0 }
        let isWest = self.rest.first == UInt8(ascii: "-")
        guard self.oneOf("+-"), let hour = self.number(2), hour <= 23, self.oneOf(":"),
            let minute = self.number(2), minute <= 59
        else { return nil }
        return (hour * 60 + minute) * (isWest ? -1 : 1)
    }
}
