/// Gathers failed logins by address, and finds where many lie close together.
package struct AttemptTally: Sendable {
    /// How many names of a suspect are told.
    private static let mostNames = 20

    private var addresses = TextTally()
    /// Of each address when logins failed, in microseconds.
    private var times: [[Int64]] = []
    /// Of each address the names that were tried.
    private var names: [TextTally] = []

    /// Nothing.
    package init() {}

    /// Adds a failed login; without an address it is nobody's.
    package mutating func add(address: String?, username: String?, time: Int64) {
        guard var address else { return }
        let position = address.withUTF8 { self.addresses.add($0) }
        if position == self.times.count {
            self.times.append([])
            self.names.append(TextTally())
        }
        self.times[position].append(time)
        guard var username else { return }
        username.withUTF8 { _ = self.names[position].add($0) }
    }

    /// The addresses that reach the threshold.
    package func suspects(_ request: SuspectsRequest) -> [Suspect] {
        var suspects: [Suspect] = []
        for (position, entry) in self.addresses.entries.enumerated() {
            guard let peak = self.peak(position, request) else { continue }
            let names = self.names[position]
            suspects.append(
                Suspect(
                    address: String(decoding: self.addresses.text(of: entry), as: UTF8.self),
                    attempts: peak.attempts,
                    first: Timestamp(microseconds: peak.first),
                    last: Timestamp(microseconds: peak.last),
                    total: self.times[position].count,
                    usernames: names.leading(Self.mostNames).map {
                        String(decoding: names.text(of: names.entries[$0]), as: UTF8.self)
                    }
                )
            )
        }
        suspects.sort { one, other in
            guard one.attempts == other.attempts else { return one.attempts > other.attempts }
            return one.address.utf8.lexicographicallyPrecedes(other.address.utf8)
        }
        return Array(suspects.prefix(request.limit))
    }

    /// The first window with the most attempts, if they reach the threshold.
    private func peak(
        _ position: Int,
        _ request: SuspectsRequest
    ) -> (attempts: Int, first: Int64, last: Int64)? {
        let times = self.times[position]
        guard times.count >= request.threshold else { return nil }
        let sorted = times.sorted()
        var best = (attempts: 0, first: Int64(0), last: Int64(0))
        var start = 0
        for (end, time) in sorted.enumerated() {
            while time.subtractingReportingOverflow(sorted[start]).partialValue
                > request.windowMicroseconds
            {
                start += 1
            }
            guard end - start + 1 > best.attempts else { continue }
            best = (end - start + 1, sorted[start], time)
        }
        return best.attempts >= request.threshold ? best : nil
    }
}
