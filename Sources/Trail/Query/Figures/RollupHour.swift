/// The hours by which events are counted, numbered from 1970.
package enum RollupHour {
    /// Microseconds in an hour.
    package static let length: Int64 = 3_600_000_000

    /// The hour that a time in microseconds lies in.
    package static func of(_ time: Int64) -> Int64 { Self.floor(time, Self.length) }

    /// The day, counted from 1970, that an hour lies in.
    package static func day(of hour: Int64) -> Int64 { Self.floor(hour, 24) }

    /// The first microsecond of an hour.
    package static func start(of hour: Int64) -> Int64 {
        let (start, overflow) = hour.multipliedReportingOverflow(by: Self.length)
        return overflow ? (hour < 0 ? .min : .max) : start
    }

    /// The last microsecond of an hour.
    package static func end(of hour: Int64) -> Int64 {
        let (start, overflow) = (hour + 1).multipliedReportingOverflow(by: Self.length)
        return overflow ? .max : start - 1
    }

    private static func floor(_ number: Int64, _ step: Int64) -> Int64 {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: step)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
