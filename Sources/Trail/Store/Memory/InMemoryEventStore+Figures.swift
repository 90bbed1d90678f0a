extension InMemoryEventStore {
    /// How many events match, of what, and what they have in common: found by looking at all.
    public func figures(_ request: FiguresRequest) async throws -> Figures {
        var tally = FigureTally(request.lists)
        for event in self.matches(of: request.query) {
            event.withFigureRow { tally.add($0) }
        }
        return try await self.naming(tally.figures(request), request)
    }

    /// The addresses from which logins failed conspicuously often.
    public func suspects(_ request: SuspectsRequest) -> Suspects {
        var tally = AttemptTally()
        for event in self.matches(of: request.narrowedQuery) {
            let columns = EventColumns(of: event)
            tally.add(address: columns.ip, username: columns.username, time: columns.time)
        }
        return Suspects(entries: tally.suspects(request), isPartial: false)
    }
}
