extension Timestamp {
    /// The earliest time that RFC 3339 can write: the start of the year 1.
    static let earliest = Timestamp(microseconds: -62_135_596_800_000_000)
    /// The latest time that RFC 3339 can write: the end of the year 9999.
    static let latest = Timestamp(microseconds: 253_402_300_799_999_999)

    /// Appends RFC 3339 in UTC with six digits of fraction, 27 bytes.
    ///
    /// A time outside the years 1 to 9999 is written as the nearest that is inside.
    package func append(to bytes: inout [UInt8]) {
        let clamped = min(max(self, Self.earliest), Self.latest).microseconds
        var days = clamped / 86_400_000_000
        var rest = clamped % 86_400_000_000
        if rest < 0 {
            rest += 86_400_000_000
            days -= 1
        }
        let date = CivilDate(daysSince1970: days)
        let (second, microsecond) = (rest / 1_000_000, rest % 1_000_000)
        Self.append(date.year / 100, then: nil, to: &bytes)
        Self.append(date.year % 100, then: "-", to: &bytes)
        Self.append(date.month, then: "-", to: &bytes)
        Self.append(date.day, then: "T", to: &bytes)
        Self.append(second / 3_600, then: ":", to: &bytes)
        Self.append(second / 60 % 60, then: ":", to: &bytes)
        Self.append(second % 60, then: ".", to: &bytes)
        Self.append(microsecond / 10_000, then: nil, to: &bytes)
        Self.append(microsecond / 100 % 100, then: nil, to: &bytes)
        Self.append(microsecond % 100, then: "Z", to: &bytes)
    }

    /// Appends two digits and what stands behind them.
    @inline(__always)
    private static func append(_ number: Int64, then sign: Unicode.Scalar?, to bytes: inout [UInt8])
    {
        let number = UInt8(truncatingIfNeeded: number)
        bytes.append(UInt8(ascii: "0") + number / 10)
        bytes.append(UInt8(ascii: "0") + number % 10)
        if let sign { bytes.append(UInt8(ascii: sign)) }
    }
}

/// A day of the proleptic Gregorian calendar.
struct CivilDate: Equatable {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The date that many days after 1970-01-01; counts in eras of 400 years from March, so that
    /// the leap day is the last of its year.
    init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        self.month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.year = yearOfEra + era * 400 + (self.month <= 2 ? 1 : 0)
    }

    /// Days from 1970-01-01 to this date.
    var daysSince1970: Int64 {
        let year = self.month <= 2 ? self.year - 1 : self.year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let shiftedMonth = self.month > 2 ? self.month - 3 : self.month + 9
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + self.day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// How many days the month has.
    var daysInMonth: Int64 {
        switch self.month {
        case 2: self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
