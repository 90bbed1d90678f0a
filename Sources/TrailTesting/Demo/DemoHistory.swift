public import Trail

/// An invented history of a shop's system, the same for the same arguments: users with habits,
/// slow reports, errors after a bad deployment, a scanner, a burst of guessed passwords.
///
/// Events come in order of time, end at `until`, and have ids of version 7 that follow from their
/// time. Addresses are from the networks reserved for documentation; nobody in it exists.
public struct DemoHistory: Sequence, IteratorProtocol, Sendable {
    var random: SeededGenerator
    let users: [DemoUser]
    let days: Int
    /// The time of the event that is being made.
    var time: Timestamp
    private let start: Timestamp
    private let length: Double
    private let count: Int
    private var made = 0

    /// A history.
    ///
    /// - Parameters:
    ///   - events: How many events.
    ///   - days: Over how many days.
    ///   - seed: Another seed gives another history.
    ///   - until: When it ends.
    public init(events: Int, days: Int, seed: UInt64, until: Timestamp) {
        var random = SeededGenerator(seed: seed)
        self.users = (0..<400).map { DemoUser(number: $0, using: &random) }
        self.random = random
        self.days = Swift.max(1, days)
        self.count = Swift.max(0, events)
        self.length = Double(self.days) * 86_400_000_000
        self.start = until.advanced(by: .seconds(-86_400 * self.days))
        self.time = self.start
    }

    /// The next event; `nil` at the end.
    public mutating func next() -> Event.Draft? {
        guard self.made < self.count else { return nil }
        self.time = self.time(of: self.made)
        self.made += 1
        var draft = self.draft()
        draft.id = EventID(at: self.time, random: self.random.next())
        draft.occurredAt = self.time
        return draft
    }

    /// Spreads events over the days so that nights and weekends are quiet, and rises all the time.
    private func time(of place: Int) -> Timestamp {
        let part = (Double(place) + 0.5) / Double(self.count)
        let days = part * Double(self.days)
        let day = days.rounded(.down)
        let microseconds = (day + Self.hour(days - day)) / Double(self.days) * self.length
        return Timestamp(microseconds: self.start.microseconds + Int64(microseconds))
    }

    /// The part of a day by which `part` of its events have happened: slow at night, quick in the
    /// middle.
    private static func hour(_ part: Double) -> Double {
        let steps: [Double] = [0, 0.28, 0.36, 0.42, 0.48, 0.54, 0.60, 0.66, 0.73, 0.82, 1]
        let place = Swift.min(part * 10, 9.999)
        let step = Int(place)
        return steps[step] + (steps[step + 1] - steps[step]) * (place - Double(step))
    }

    private mutating func draft() -> Event.Draft {
        // Within the last fifth of the history an address guesses passwords, in one burst.
        let part = Double(self.made) / Double(Swift.max(1, self.count))
        if part > 0.80, part < 0.802 { return self.guessedPassword() }
        let isBadRelease = part > 0.55 && part < 0.56
        switch Int.random(in: 0..<1_000, using: &self.random) {
        case 0..<700: return self.request(isBadRelease: isBadRelease)
        case 700..<820: return self.page()
        case 820..<880: return self.action()
        case 880..<950: return self.change()
        case 950..<980: return self.login()
        case 980..<995: return self.crossOrigin()
        default: return self.system(isBadRelease: isBadRelease)
        }
    }
}
