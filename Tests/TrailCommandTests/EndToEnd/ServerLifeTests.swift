import Foundation
import Testing

@Suite struct ServerLifeTests {
    @Test func `refuses a second server on a file but lets tools work beside the first`()
        async throws
    {
        let installation = try Installation()
        let server = try await RunningServer(installation)
        let second = try await installation.trail("serve", "--http-port", "0")
        #expect(second.status == 2)
        #expect(second.errors.contains("trail: Another process serves /"))
        #expect(second.errors.contains("/trail.sqlite. One server at a time"))
        #expect(second.errors.split(separator: "\n").count == 1)
        #expect(try await installation.trail("demo", "--events", "50").status == 0)
        #expect(try await installation.export().count == 50)
        #expect(try await installation.trail("verify").status == 0)
        #expect(try await installation.trail("token", "list").status == 0)
        #expect(try await server.http.get("/health/ready").status == 200)
        #expect(await server.stop() == 0)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `writes what it accepted before it ends`(signal: Int32) async throws {
        let installation = try Installation()
        let server = try await RunningServer(installation)
        let visits = 40
        let statuses = await withTaskGroup(of: Int?.self) { clients in
            for number in 0..<visits {
                clients.addTask {
                    try? await server.http.post(
                        "/djaffar/logs/",
                        #"{"date":"2026-01-02T03:04:05Z","path":"/\#(number)"}"#,
                        ["Content-Type": "application/json"]
                    ).status
                }
            }
            var statuses: [Int] = []
            for await status in clients {
                // The others are under way when the signal comes.
                if statuses.isEmpty { async let _ = server.stop(signal) }
                if let status { statuses.append(status) }
            }
            return statuses
        }
        #expect(await server.stop(signal) == 0)
        let recorded = try await installation.export().count
        let answered = statuses.filter { $0 == 201 }.count
        #expect(answered >= 1 && recorded >= answered && recorded <= visits)
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test func `starts again on what it left`() async throws {
        let installation = try Installation()
        for round in 1...3 {
            let server = try await RunningServer(installation)
            let visit = try await server.http.post(
                "/djaffar/log/",
                #"{"date":"2026-01-02T03:04:05Z","path":"/"}"#,
                ["Content-Type": "application/json"]
            )
            #expect(visit.status == 201)
            #expect(await server.stop() == 0)
            #expect(try await installation.export().count == round)
        }
        #expect(try await installation.trail("verify").status == 0)
    }
}
