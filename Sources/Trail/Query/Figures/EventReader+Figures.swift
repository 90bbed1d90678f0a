extension EventReader {
    /// How many events match, of what, and what they have in common.
    ///
    /// Looks at every event that matches, up to the budget of the request; a store that keeps
    /// figures beside its events answers without.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable`.
    public func figures(_ request: FiguresRequest) async throws -> Figures {
        var tally = FigureTally(request.lists)
        let isPartial = try await self.walk(request.query, budget: request.rowBudget) { event in
            event.withFigureRow { tally.add($0) }
        }
        var figures = tally.figures(request)
        if isPartial { figures.becomePartial(includingCounts: true) }
        return try await self.naming(figures, request)
    }

    /// The addresses from which logins failed conspicuously often.
    ///
    /// Looks at every event that matches, up to the budget of the request.
    ///
    /// - Throws: ``TrailError`` `storeUnavailable`.
    public func suspects(_ request: SuspectsRequest) async throws -> Suspects {
        var tally = AttemptTally()
        var earliest: Timestamp?
        let isPartial = try await self.walk(
            request.narrowedQuery,
            budget: request.rowBudget
        ) { event in
            let columns = EventColumns(of: event)
            earliest = event.time
            tally.add(address: columns.ip, username: columns.username, time: columns.time)
        }
        var suspects = Suspects(entries: tally.suspects(request), isPartial: isPartial)
        suspects.since = isPartial ? earliest : nil
        return suspects
    }

    /// Calls `body` with the events that match, the newest first.
    ///
    /// - Returns: Whether there are more than the budget allows.
    private func walk(
        _ query: EventQuery,
        budget: Int,
        _ body: (SealedEvent) -> Void
    ) async throws -> Bool {
        var query = query
        query.order = .newestFirst
        query.cursor = nil
        query.limit = 1_000
        var left = budget
        while true {
            let page = try await self.page(query)
            for event in page.events.prefix(left) { body(event) }
            guard page.events.count <= left else { return true }
            left -= page.events.count
            guard let next = page.next else { return false }
            query.cursor = next
        }
    }

    /// The figures with the names of the users in them, as the newest of their events has them.
    package func naming(_ figures: Figures, _ request: FiguresRequest) async throws -> Figures {
        var figures = figures
        for position in figures.users.entries.indices {
            var query = request.query
            query.filters += [
                EventFilter(.actorID, .equals(figures.users.entries[position].value)),
                EventFilter(.actorIsVerified, .flag(true)),
            ]
            query.order = .newestFirst
            query.cursor = nil
            query.limit = 1
            let who = try await self.page(query).events.first?.sections.who?.text
            figures.users.entries[position].name = who.flatMap { text in
                text.withUnsafeBufferPointer {
                    let scanner = CanonicalScanner($0)
                    return scanner.value(at: ["name"]).flatMap(scanner.text)
                }
            }
        }
        return figures
    }
}
