import Trail

extension Event.Draft {
    /// A visit to `/<number>`, said at microsecond `number`.
    static func sample(_ number: Int) -> Self {
        var draft = Event.Draft(.page(PageDetail(path: "/\(number)")))
        draft.occurredAt = Timestamp(microseconds: Int64(number))
        return draft
    }
}

extension EncodedEvent {
    /// A visit to `/<number>`, all of it stated.
    static func sample(_ number: Int) throws -> Self {
        let event = try Event(.sample(number), tenant: .default, now: Timestamp(microseconds: 0))
        return EncodedEvent(event, stated: .all)
    }

    static func samples(_ numbers: Range<Int>) throws -> [Self] {
        try numbers.map { try Self.sample($0) }
    }
}

extension SealedEvent {
    var number: Int { Int(self.header.occurredAt.microseconds) }
}
