extension FigureTally {
    /// The figures that answer `request`.
    package func figures(_ request: FiguresRequest) -> Figures {
        var figures = Figures()
        var sums: [FigureKey: FigureSum] = [:]
        for (cell, sum) in self.cells {
            sums[cell.key, default: FigureSum()].add(sum.count, sum.duration)
        }
        figures.counts = FigureCounts(sums)
        figures.steps = request.interval.map(self.steps) ?? []
        let limit = max(request.limit, 0)
        if self.keeps(.users) { figures.users = Self.ranking(self.users, limit) }
        if self.keeps(.urls) { figures.urls = Self.ranking(self.urls, limit) }
        if self.keeps(.pages) { figures.pages = Self.ranking(self.pages, limit) }
        if self.keeps(.failures) { figures.failures = Self.ranking(self.failures, limit) }
        if self.keeps(.endpoints) { figures.endpoints = self.endpoints.ranking(limit: limit) }
        if self.keeps(.addresses) { figures.addresses = self.addresses.count }
        return figures
    }

    private func steps(_ interval: FiguresRequest.Interval) -> [Figures.Step] {
        var steps: [Int64: [FigureKey: FigureSum]] = [:]
        for (cell, sum) in self.cells {
            let first = interval.firstHour(of: cell.hour)
            steps[first, default: [:]][cell.key, default: FigureSum()].add(sum.count, sum.duration)
        }
        return steps.sorted { $0.key < $1.key }
            .map { hour, sums in
                Figures.Step(
                    start: Timestamp(microseconds: RollupHour.start(of: hour)),
                    counts: FigureCounts(sums)
                )
            }
            .filter { !$0.counts.cells.isEmpty }
    }

    private static func ranking(
        _ tally: TextTally,
        _ limit: Int
    ) -> Figures.Ranking<Figures.Ranked> {
        let leaders = tally.leading(limit)
        return Figures.Ranking(
            entries: leaders.map { position in
                let entry = tally.entries[position]
                let text = String(decoding: tally.text(of: entry), as: UTF8.self)
                return Figures.Ranked(value: text, count: entry.count)
            },
            isEstimate: !tally.isCertain(leaders, limit: limit)
        )
    }
}

extension FiguresRequest.Interval {
    /// The first hour of the step that an hour lies in.
    package func firstHour(of hour: Int64) -> Int64 {
        switch self {
        case .hour: hour
        case .day: RollupHour.day(of: hour) * 24
        }
    }
}

extension Figures {
    /// Notes that only the newest events were looked at, be it for everything or for the lists.
    package mutating func becomePartial(includingCounts: Bool) {
        if includingCounts { self.isPartial = true }
        self.users.isEstimate = true
        self.urls.isEstimate = true
        self.pages.isEstimate = true
        self.failures.isEstimate = true
        self.endpoints.isEstimate = true
        self.addresses = EventCount(self.addresses.count, isEstimate: true)
    }
}
