// What is kept beside the ledger. A place cannot be asked afterwards what it had, so what is there
// is counted, and that is kept, before it goes.

extension Eraser {
    /// Counts what is beside the ledger.
    func countBeside(
        _ subject: ErasureSubject,
        _ order: Erasure.Order,
        _ outcome: inout Erasure.Outcome
    ) async throws {
        let holds = try await self.state.holds()
        let demand = try ErasureDemand(subject, order, holds: holds, isDryRun: true)
        for place in self.places {
            outcome.add(try await place.erase(demand))
        }
        Self.remark(holds, subject, order, &outcome)
    }

    /// Erases what is beside the ledger.
    func eraseBeside(_ subject: ErasureSubject, _ erasure: inout Erasure) async throws {
        let order = erasure.order
        let holds = try await self.state.holds()
        let count = try ErasureDemand(subject, order, holds: holds, isDryRun: true)
        let demand = try ErasureDemand(subject, order, holds: holds, isDryRun: false)
        try await self.settle(&erasure, count)
        // Of all places, for several may call what they have the same.
        var counts: [[String: Int]] = []
        for place in self.places { counts.append(Self.counts(try await place.erase(count))) }
        erasure.expected = counts.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
        if !erasure.expected.isEmpty { try await self.state.keep(erasure) }
        for (place, count) in zip(self.places, counts) {
            let findings = try await place.erase(demand)
            erasure.outcome.add(findings)
            for (name, number) in count {
                let left = (erasure.expected[name] ?? 0) - number
                erasure.expected[name] = left > 0 ? left : nil
            }
            if !findings.isEmpty || !count.isEmpty { try await self.state.keep(erasure) }
        }
        Self.remark(holds, subject, order, &erasure.outcome)
    }

    /// Adds what went just before somebody was interrupted: what was there, without what still is.
    private func settle(_ erasure: inout Erasure, _ demand: ErasureDemand) async throws {
        guard !erasure.expected.isEmpty else { return }
        var left: [String: Int] = [:]
        for place in self.places {
            left.merge(Self.counts(try await place.erase(demand))) { $0 + $1 }
        }
        for (place, count) in erasure.expected {
            let gone = count - (left[place] ?? 0)
            if gone > 0 { erasure.outcome.beside[place, default: 0] += gone }
        }
        erasure.expected = [:]
        try await self.state.keep(erasure)
    }

    private static func counts(_ findings: [ErasureFinding]) -> [String: Int] {
        let counts = findings.filter { $0.count > 0 }.map { ($0.place, $0.count) }
        return Dictionary(counts) { $0 + $1 }
    }

    /// Says what stays that no place knows of.
    private static func remark(
        _ holds: [LegalHold],
        _ subject: ErasureSubject,
        _ order: Erasure.Order,
        _ outcome: inout Erasure.Outcome
    ) {
        let names = holds.filter { $0.tenant == order.tenant }.flatMap(\.filters.values)
        if names.contains(where: subject.isNamed) {
            outcome.add(unreached: ["The filters of legal holds that name them."])
        }
        if case .actor = subject { outcome.add(unreached: [Self.mentions]) }
    }
}
