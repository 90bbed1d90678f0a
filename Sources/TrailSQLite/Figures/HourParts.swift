internal import GRDB
internal import Trail
internal import TrailSQL

/// How the hours of a segment are divided, where so much happened in one that a window of time
/// that cuts through it would leave too many events to be read one by one.
struct HourParts: Sendable {
    /// An hour, or a part of it.
    struct Part: Sendable, Hashable, Comparable {
        let hour: Int64
        /// Which part, from 0.
        let number: Int64

        static func < (one: Self, other: Self) -> Bool {
            (one.hour, one.number) < (other.hour, other.number)
        }
    }

    /// About how many events a part has.
    static let size: Int64 = 4_096

    /// Where the first part of a divided hour begins, and how long each is, in microseconds.
    private var divided: [Int64: (start: Int64, length: Int64)] = [:]

    /// No hour is divided.
    init() {}

    /// The hours of a place, of which the crowded ones are divided.
    init(of place: FigureRows.Place, _ database: Database) throws {
        let statement = try RawStatement(Self.crowded, database)
        defer { statement.reset() }
        statement.bind(place.segment, at: 1)
        statement.bind(place.tenant, at: 2)
        statement.bind(Self.size, at: 3)
        while try statement.step() {
            let (first, last) = (statement.integer(2), statement.integer(3))
            let count = (statement.integer(1) + Self.size - 1) / Self.size
            self.divided[statement.integer(0)] = (first, max((last - first) / count + 1, 1))
        }
    }

    /// The statement that finds crowded hours, which reads the index alone.
    static let crowded = """
        SELECT (time - ((time % 3600000000) + 3600000000) % 3600000000) / 3600000000,
            count(*), min(time), max(time)
        FROM event INDEXED BY event_kind
        WHERE \(FigureRows.condition(Event.Kind.allCases, isTimed: false))
        GROUP BY 1 HAVING count(*) > ?3
        """

    /// The part that a time in microseconds lies in.
    func part(of time: Int64) -> Part {
        let hour = RollupHour.of(time)
        guard !self.divided.isEmpty, let (start, length) = self.divided[hour] else {
            return Part(hour: hour, number: 0)
        }
        return Part(hour: hour, number: (time - start) / length)
    }
}
