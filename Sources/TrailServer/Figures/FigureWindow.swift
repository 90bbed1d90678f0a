internal import Trail

/// The span of time that figures are asked for, and the steps to show it in.
struct FigureWindow: Sendable, Hashable {
    /// Hours that may be asked for.
    static let hours: ClosedRange<UInt64> = 1...8_784
    /// Steps that a series has at the most: the hours of a leap year.
    static let mostSteps: Int64 = 8_784
    /// Days that a window spans at the most.
    static let mostDays: Int64 = 3_660
    /// Hours up to which a series is shown by hour unless told otherwise.
    private static let hourly: Int64 = 7 * 24

    /// What the seed's dashboard calls it: `last_24h`; the times where they were given.
    let period: String
    /// Not before this time.
    let from: Timestamp
    /// Not after this time; `nil` where it ends now.
    ///
    /// Without an end events whose time lies a little ahead are counted too: they have been
    /// recorded.
    let to: Timestamp?
    /// How long a step is.
    let interval: FiguresRequest.Interval
    /// The step that the window ends in.
    private let last: Int64

    /// The window that a request names; the last 24 hours if it names none.
    ///
    /// - Throws: ``Problem`` 400 naming the parameter that cannot be.
    init(_ values: QueryValues, now: Timestamp) throws(Problem) {
        let hours = try values.number("hours", in: Self.hours, default: 24)
        let from = try values.time("date_from")
        let to = try values.time("date_to", isEnd: true)
        if from != nil, values["hours"] != nil {
            throw Problem(field: "hours", "hours and date_from exclude each other.")
        }
        let end = to ?? now
        self.from = from ?? end.advanced(by: .seconds(Int64(hours) * -3_600))
        self.to = to
        guard self.from <= end else {
            throw Problem(
                field: to == nil ? "date_from" : "date_to",
                to == nil ? "It lies in the future." : "It ends before it begins."
            )
        }
        if let from {
            self.period = "\(from)/\(to.map(\.description) ?? "now")"
        } else {
            self.period = to.map { "\(hours)h until \($0)" } ?? "last_\(hours)h"
        }
        let length = end.duration(since: self.from).components.seconds
        guard length <= Self.mostDays * 86_400 else {
            throw Problem(field: "date_from", "At most \(Self.mostDays) days are shown.")
        }
        let interval = try Self.interval(values, seconds: length)
        self.interval = interval
        self.last = interval.firstHour(of: RollupHour.of(end.microseconds))
    }

    private static func interval(
        _ values: QueryValues,
        seconds: Int64
    ) throws(Problem) -> FiguresRequest.Interval {
        guard let text = values["interval"] else {
            return seconds <= Self.hourly * 3_600 ? .hour : .day
        }
        guard let interval = FiguresRequest.Interval(rawValue: text) else {
            throw Problem(field: "interval", "hour or day is expected.")
        }
        guard interval == .day || seconds <= Self.mostSteps * 3_600 else {
            throw Problem(
                field: "interval",
                "A window of at most \(Self.mostSteps) hours is shown by hour."
            )
        }
        return interval
    }

    /// The starts of all steps, each with its counts; steps without events included.
    func series(_ steps: [Figures.Step]) -> [Figures.Step] {
        let hours: Int64 = self.interval == .hour ? 1 : 24
        let first = self.interval.firstHour(of: RollupHour.of(self.from.microseconds))
        let met = steps.last.map { RollupHour.of($0.start.microseconds) } ?? self.last
        let counts = Dictionary(
            steps.map { ($0.start, $0.counts) },
            uniquingKeysWith: { first, _ in first }
        )
        return stride(from: first, through: max(self.last, met), by: Int(hours)).map { hour in
            let start = Timestamp(microseconds: RollupHour.start(of: hour))
            return Figures.Step(start: start, counts: counts[start] ?? FigureCounts())
        }
    }
}
