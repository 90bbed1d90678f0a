public import Trail

/// Invents events of all kinds: the same ones for the same seed, but for ids and salts.
///
/// Values are drawn from small sets, so that a filter on any of them finds some events and not
/// others.
public struct SampleEvents: Sendable {
    /// Where the numbers come from; also of use for the choices of a test.
    public var generator: SeededGenerator
    /// The time around which events happen.
    public var time: Timestamp

    /// Samples that begin at `seed`.
    ///
    /// - Parameters:
    ///   - seed: Where the random numbers begin.
    ///   - time: The time around which events happen.
    public init(seed: UInt64, time: Timestamp) {
        self.generator = SeededGenerator(seed: seed)
        self.time = time
    }

    /// An event as a caller would say it; of a random kind if none is given.
    public mutating func draft(_ kind: Event.Kind? = nil) -> Event.Draft {
        var draft = Event.Draft(self.detail(kind ?? self.one(of: Event.Kind.allCases)))
        draft.occurredAt = self.moment()
        if self.chance(9, in: 10) { draft.actor = self.actor() }
        if self.chance(9, in: 10) { draft.context = self.context() }
        if self.chance(1, in: 2) {
            draft.targets = [
                Event.Target(type: self.one(of: Self.models), id: self.one(of: Self.numbers))
            ]
        }
        if self.chance(1, in: 8) { draft.outcome = self.one(of: Event.Outcome.allCases) }
        return draft
    }

    /// An encoded event.
    ///
    /// - Throws: ``Trail/EventError`` never in practice: samples are within all limits.
    public mutating func event(
        _ kind: Event.Kind? = nil,
        tenant: TenantID = .default,
        stated: EncodedEvent.Stated = .all
    ) throws(EventError) -> EncodedEvent {
        let event = try Event(self.draft(kind), tenant: tenant, now: self.time)
        return EncodedEvent(event, stated: stated)
    }

    /// Several encoded events of random kinds.
    ///
    /// - Throws: ``Trail/EventError`` never in practice: samples are within all limits.
    public mutating func events(
        _ count: Int,
        tenant: TenantID = .default
    ) throws(EventError) -> [EncodedEvent] {
        var events: [EncodedEvent] = []
        for _ in 0..<count {
            events.append(try self.event(tenant: tenant))
        }
        return events
    }

    mutating func one<Element>(of choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices, using: &self.generator)]
    }

    mutating func moment() -> Timestamp {
        self.time.advanced(by: .seconds(Int.random(in: -3_600...60, using: &self.generator)))
    }

    mutating func chance(_ parts: Int, in all: Int) -> Bool {
        Int.random(in: 0..<all, using: &self.generator) < parts
    }

    static let people = ["alice", "bob", "carol", "dave", "erin", "zoë"]
    static let models = ["document", "invoice", "Spieler", "order"]
    static let numbers = ["1", "2", "3", "42", "1000"]
    static let addresses = ["192.0.2.1", "192.0.2.77", "198.51.100.9", "2001:db8::1"]
    static let paths = ["/", "/orders", "/orders/42", "/träger", "/a/rather/long/path/to/a/page"]
    static let methods = ["GET", "POST", "DELETE"]
    static let statuses = [200, 201, 301, 401, 404, 500]
}
