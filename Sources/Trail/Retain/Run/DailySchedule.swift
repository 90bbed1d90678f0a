/// A time of day, in UTC, at which something runs.
public struct DailySchedule: Sendable, Hashable, CustomStringConvertible {
    private static let day: Int64 = 86_400_000_000

    /// Minutes since midnight.
    public let minute: Int

    /// Three in the morning.
    public init() {
        self.minute = 180
    }

    /// Reads `HH:MM`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count == 5, parts.allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }),
            let hours = Int(parts[0]), hours < 24, let minutes = Int(parts[1]), minutes < 60
        else { return nil }
        self.minute = hours * 60 + minutes
    }

    /// The last time that it was to run, at `now` or before.
    public func last(at now: Timestamp) -> Timestamp {
        let offset = Int64(self.minute) * 60_000_000
        var days = (now.microseconds - offset) / Self.day
        if days * Self.day + offset > now.microseconds { days -= 1 }
        return Timestamp(microseconds: days * Self.day + offset)
    }

    /// Whether it is to run now: it was to run since `lastRun`, be it long ago.
    public func isDue(at now: Timestamp, lastRun: Timestamp) -> Bool {
        lastRun < self.last(at: now)
    }

    /// `HH:MM`.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(self.minute / 60) + ":" + two(self.minute % 60)
    }
}
