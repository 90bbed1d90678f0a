import Foundation
import Testing
import Trail

/// Erasures of several processes on one store, of which some are killed.
@Suite struct ErasuresTogetherTests {
    private static let people = ["qxzvwk", "jhqbvf", "wkfzxq", "vbqhjx"]
    private static let visits = 40

    private static func erase(_ person: String) -> [String] {
        ["erase", "--actor", person, "--reason", "demand \(person.count)-\(person.first ?? "-")"]
            + ["--yes", "--json"]
    }

    private static func reason(_ person: String) -> JSON {
        .string("demand \(person.count)-\(person.first ?? "-")")
    }

    /// Each person was erased once, and the sealed end says of how many events.
    private static func expectErased(_ installation: Installation) async throws {
        let ends = try await installation.facts(of: "erasure.completed")
        for person in Self.people {
            let own = ends.filter { $0["reason"] == Self.reason(person) }
            #expect(own.count == 1, "\(person)")
            let count = JSON.integer(Int64(Self.visits))
            #expect(own.first?["count"] == count, "\(person)")
            #expect(own.first?["kinds"] == JSON.object(["page": count]), "\(person)")
        }
        #expect(Set(ends.compactMap { $0["id"] }).count == ends.count)
        let pages = try await installation.export(["--kind", "page"])
        #expect(pages.count == Self.people.count * Self.visits)
        #expect(pages.allSatisfy { $0["path"] == nil })
        let verdict = try await installation.trail("verify")
        #expect(verdict.status == 0, "\(verdict.output)")
    }

    @Test(.timeLimit(.minutes(5)))
    func `in shells beside a server are done one after another, each once`() async throws {
        let installation = try await Installation.knowing(Self.people, visits: Self.visits)
        let server = try await RunningServer(installation)
        let results = try await withThrowingTaskGroup(of: Installation.Result.self) { group in
            for person in Self.people {
                group.addTask { try await installation.trail(Self.erase(person)) }
            }
            return try await group.reduce(into: [Installation.Result]()) { $0.append($1) }
        }
        for result in results {
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains(#""count":\#(Self.visits)"#), "\(result.output)")
        }
        #expect(await server.stop() == 0)
        try await Self.expectErased(installation)
    }

    /// Kills an erasure some milliseconds after it was ordered, whatever it is at by then.
    private static func kill(
        _ person: String,
        after delay: Duration,
        _ installation: Installation
    ) async throws {
        let process = try installation.start(Self.erase(person))
        let sql = "SELECT count(*) FROM erasure"
        let before = try await installation.number(sql)
        try await installation.wait(until: sql, isAbove: before, while: process)
        try await Task.sleep(for: delay)
        process.send(SIGKILL)
        _ = await process.status()
    }

    @Test(.timeLimit(.minutes(5)))
    func `that are killed are finished by the next with the right figures`() async throws {
        let installation = try await Installation.knowing(Self.people, visits: Self.visits)
        for (number, person) in Self.people.dropLast().enumerated() {
            try await Self.kill(person, after: .milliseconds(number * 15), installation)
        }
        let last = try await installation.trail(Self.erase(Self.people[3]))
        #expect(last.status == 0, "\(last.errors)")
        #expect(try await installation.number("SELECT count(*) FROM erasure") == Self.people.count)
        try await Self.expectErased(installation)
    }

    @Test(.timeLimit(.minutes(5)))
    func `that are killed are finished by the server when it starts`() async throws {
        let installation = try await Installation.knowing(Self.people, visits: Self.visits)
        for (number, person) in Self.people.enumerated() {
            try await Self.kill(person, after: .milliseconds(number * 5), installation)
        }
        let server = try await RunningServer(installation)
        let open = "SELECT count(*) FROM erasure WHERE finished_at IS NULL"
        let done = "SELECT count(*) FROM erasure WHERE finished_at IS NOT NULL"
        for _ in 0..<1_000 {
            if try await installation.number(done) == Self.people.count { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await installation.number(open) == 0)
        #expect(await server.stop() == 0)
        try await Self.expectErased(installation)
    }
}
