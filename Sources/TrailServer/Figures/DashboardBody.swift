internal import Trail

/// The dashboard's numbers as JSON: the seed's members, and ours behind them.
struct DashboardBody: Sendable {
    /// The window that was asked for.
    let window: FigureWindow
    /// The figures about it.
    let figures: Figures

    /// The text.
    var json: [UInt8] {
        var output = JSONOutput(capacity: 8_192)
        output.beginObject()
        self.writeSeedCounts(to: &output)
        self.writeLists(to: &output)
        output.key("error_rate")
        let counts = self.figures.counts
        output.percentage(counts.errors, of: counts.count(of: .request))
        self.writeMore(to: &output)
        self.writeSeries(to: &output)
        output.endObject()
        return output.bytes
    }

    private func writeSeedCounts(to output: inout JSONOutput) {
        let counts = self.figures.counts
        output.member("period", self.window.period)
        for kind in [Event.Kind.crud, .login, .request, .cors, .system, .page, .action] {
            output.member("\(kind.rawValue)_events", counts.count(of: kind))
        }
        output.member("failed_logins", counts.failedLogins)
        output.member("unique_ips", self.figures.addresses.count)
        if self.figures.addresses.isEstimate { output.member("unique_ips_is_estimate", true) }
    }

    private func writeLists(to output: inout JSONOutput) {
        output.ranking("top_users", self.figures.users) { output, user in
            output.member("user__username", user.name ?? user.value)
            output.member("count", user.count)
            output.member("user", user.value)
        }
        output.ranking("top_urls", self.figures.urls) { output, url in
            output.member("url", url.value)
            output.member("count", url.count)
        }
        output.ranking("top_paths", self.figures.pages) { output, page in
            output.member("path", page.value)
            output.member("count", page.count)
        }
        output.ranking("failed_logins_by_ip", self.figures.failures) { output, failure in
            output.member("remote_ip", failure.value)
            output.member("count", failure.count)
        }
    }

    private func writeMore(to output: inout JSONOutput) {
        let counts = self.figures.counts
        output.member("total_events", counts.total)
        output.member("errors", counts.errors)
        if self.figures.isPartial { output.member("is_estimate", true) }
        output.key("outcomes")
        output.beginObject()
        for outcome in Event.Outcome.allCases {
            output.member(outcome.rawValue, counts.count(of: outcome))
        }
        output.endObject()
        output.key("responses")
        output.beginObject()
        for statusClass in 1...5 {
            output.member("\(statusClass)xx", counts.count(ofStatusClass: statusClass))
        }
        output.member("none", counts.count(ofStatusClass: 0))
        output.endObject()
        output.member("date_from", self.window.from.description)
        output.member("date_to", self.window.to?.description)
    }

    private func writeSeries(to output: inout JSONOutput) {
        output.member("interval", self.window.interval.rawValue)
        output.key("series")
        output.beginArray()
        for step in self.window.series(self.figures.steps) {
            output.beginObject()
            output.member("time", step.start.description)
            output.member("total", step.counts.total)
            output.member("requests", step.counts.count(of: .request))
            output.member("errors", step.counts.errors)
            output.member("failed_logins", step.counts.failedLogins)
            output.endObject()
        }
        output.endArray()
    }
}

extension JSONOutput {
    /// A list, and a member that says so if it is an estimate.
    fileprivate mutating func ranking(
        _ key: String,
        _ ranking: Figures.Ranking<Figures.Ranked>,
        _ write: (inout JSONOutput, Figures.Ranked) -> Void
    ) {
        self.key(key)
        self.beginArray()
        for entry in ranking.entries {
            self.beginObject()
            write(&self, entry)
            self.endObject()
        }
        self.endArray()
        if ranking.isEstimate { self.member("\(key)_is_estimate", true) }
    }
}
