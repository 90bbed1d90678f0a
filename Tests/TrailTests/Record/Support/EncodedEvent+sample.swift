import Trail

extension Event.Draft {
    /// A visit to `/<number>`, said at microsecond `number`.
    static func sample(_ number: Int, id: EventID? = nil) -> Self {
        var draft = Event.Draft(.page(PageDetail(path: "/\(number)")))
        draft.id = id
        draft.occurredAt = Timestamp(microseconds: Int64(number))
        return draft
    }

    /// A draft that no limits accept.
    static let invalid = Event.Draft(.page(PageDetail(path: "")))
}

extension EncodedEvent {
    /// A visit to `/<number>`; the number can be read back with ``number``.
    static func sample(_ number: Int) -> Self {
        do {
            let event = try Event(
                .sample(number),
                tenant: .default,
                now: Timestamp(microseconds: 0)
            )
            return EncodedEvent(event, stated: .what)
        } catch {
            preconditionFailure("a sample is valid: \(error)")
        }
    }

    static func samples(_ numbers: Range<Int>) -> [Self] {
        numbers.map(Self.sample)
    }

    var number: Int { Int(self.header.occurredAt.microseconds) }
}

struct FixedClock: WallClock {
    var time = Timestamp(microseconds: 1_000_000)

    func now() -> Timestamp { self.time }
}
