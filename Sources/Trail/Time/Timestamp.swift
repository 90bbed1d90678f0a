#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A point in time: whole microseconds since 1970 in UTC.
///
/// No floating point, no calendar.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// The time that many microseconds after 1970.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// The system's time.
    public static func now() -> Self {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Self(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// The time that much later; held to what 64 bits can say.
    public func advanced(by duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        let step = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !step.overflow else {
            return Self(microseconds: seconds < 0 ? .min : .max)
        }
        let rest = attoseconds / 1_000_000_000_000
        let sum = self.microseconds.addingReportingOverflow(step.partialValue)
        guard !sum.overflow else { return Self(microseconds: seconds < 0 ? .min : .max) }
        let total = sum.partialValue.addingReportingOverflow(rest)
        return Self(microseconds: total.overflow ? (rest < 0 ? .min : .max) : total.partialValue)
    }

    /// How long it is from `other` until this time.
    public func duration(since other: Self) -> Duration {
        .microseconds(self.microseconds) - .microseconds(other.microseconds)
    }

    /// Orders by time.
    public static func < (one: Self, other: Self) -> Bool {
        one.microseconds < other.microseconds
    }

    /// RFC 3339 in UTC with six digits of fraction: `2026-11-21T02:38:40.118744Z`.
    public var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(27)
        self.append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
