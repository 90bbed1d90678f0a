internal import GRDB
internal import Trail
internal import TrailSQL

/// Puts a few events back in their places, within one transaction.
struct RestorationStep: ~Copyable {
    /// What it did.
    struct Result: Sendable {
        /// How many events are back.
        var count = 0
        /// How many of these lack a section.
        var incomplete = 0
        /// The segments that have changed.
        var segments: Set<Int64> = []
        /// When the writer's turn began.
        let start = ContinuousClock.now
    }

    private let view: LedgerView
    private let database: Database
    private let places: RestorationPlaces
    private var room: RestorationRoom
    private var insert: EventInsert
    private var tally = BatchTally()

    init(_ view: LedgerView, _ database: Database) throws {
        let places = try RestorationPlaces(view, database)
        let room = try RestorationRoom(tenant: view.number, database)
        let insert = try EventInsert(database)
        self.view = view
        self.database = database
        self.places = places
        self.room = room
        self.insert = insert
    }

    /// Puts back those of the events that are not there.
    mutating func run(_ events: [SealedEvent]) throws -> Result {
        var result = Result()
        for (event, place) in zip(events, try self.places.places(of: events)) {
            guard !place.isPresent, !place.isIDTaken, place.leaf == event.leaf else { continue }
            let sequence = try self.room.sequence(for: event)
            let columns = EventColumns(of: event)
            try self.insert.run(event, columns, tenant: self.view.number, sequence: sequence)
            self.tally.add(event, columns, sequence: sequence)
            self.tally.touch(sequence)
            result.count += 1
            if SectionName.allCases.contains(where: { event.isErased($0) }) {
                result.incomplete += 1
            }
        }
        // What was moved may be what has just come back, so that is counted first.
        for (tenant, tally) in [(self.view.number, self.tally)] + Array(self.room.moved) {
            try tally.write(tenant, self.database)
            for number in tally.segments.keys {
                try self.renewRevision(of: tenant, number)
                result.segments.insert(number)
            }
        }
        return result
    }

    /// Gives a segment a revision that it never had: it may have been gone for a while, and nobody
    /// who remembers figures of it may take them for those of now.
    private func renewRevision(of tenant: Int64, _ number: Int64) throws {
        let renew = try RawStatement(
            "UPDATE segment SET revision = random() >> 2 WHERE tenant = ? AND number = ?",
            self.database
        )
        renew.bind(tenant, at: 1)
        renew.bind(number, at: 2)
        try renew.run()
    }
}

extension SealedEvent {
    /// Whether a section was erased.
    fileprivate func isErased(_ name: SectionName) -> Bool {
        if case .erased = self.sections[name] { true } else { false }
    }
}
