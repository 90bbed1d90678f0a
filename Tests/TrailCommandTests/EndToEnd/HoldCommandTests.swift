import Foundation
import Testing

@Suite struct HoldCommandTests {
    @Test func `places, lists and releases a hold, and seals it`() async throws {
        let installation = try Installation()
        let demo = try await installation.trail("demo", "--events", "3000", "--days", "30")
        #expect(demo.status == 0)
        let added = try await installation.trail(
            "hold",
            "add",
            "--reason",
            "case 17",
            "--filter",
            "kind=login",
            "--json"
        )
        #expect(added.status == 0, "\(added.errors)")
        let hold = try Installation.members(added.output)
        let id = try #require(hold["id"])
        #expect(hold["reason"] == "case 17" && hold["created_by"] == "trail hold")
        let list = try await installation.trail("hold", "list")
        #expect(list.lines == ["\(id)  default  kind=login  in force  case 17"])
        let logins = try await installation.export(["--kind", "login"]).count
        #expect(logins > 0)
        let cleaned = try await installation.trail("cleanup", "--days", "1")
        #expect(cleaned.status == 0, "\(cleaned.errors)")
        #expect(cleaned.output.contains("under a legal hold"))
        #expect(try await installation.export(["--kind", "login"]).count == logins)
        let released = try await installation.trail("hold", "release", id)
        #expect(released.status == 0, "\(released.errors)")
        #expect(released.output.contains("  released "))
        #expect(try await installation.trail("hold", "list").lines.isEmpty)
        #expect(try await installation.trail("hold", "list", "--all").lines.count == 1)
        #expect(try await installation.trail("hold", "release", id).status == 0)
        #expect(try await installation.trail("cleanup", "--days", "1").status == 0)
        #expect(try await installation.export(["--kind", "login"]).count < logins)
        let actions = try await installation.export(["--kind", "system"])
            .compactMap { $0["action"] }.filter { $0.hasPrefix("retention.hold") }
        #expect(actions == ["retention.hold_placed", "retention.hold_released"])
        #expect(try await installation.trail("verify").status == 0)
    }

    @Test(arguments: [
        (["add"], "--reason"), (["add", "--reason", ""], "--reason: 1 to 1024 bytes"),
        (["add", "--reason", "x", "--filter", "kind"], "name=value is expected, not 'kind'"),
        (["add", "--reason", "x", "--filter", "colour=red"], "colour"),
        (["add", "--reason", "x", "--filter", "last_hours=5"], "last_hours"),
        (
            ["add", "--reason", "x", "--filter", "kind=login", "--filter", "kind=page"],
            "kind is given more than once"
        ),
        (["add", "--reason", "x", "--tenant", "A B"], "tenant"),
        (["release", "nothing"], "there is no hold 'nothing'"),
    ])
    func `says what is wrong and changes nothing`(
        arguments: [String],
        sentence: String
    ) async throws {
        let installation = try Installation()
        #expect(try await installation.trail("demo", "--events", "10").status == 0)
        let refused = try await installation.trail(["hold"] + arguments)
        #expect(refused.status == 2)
        #expect(refused.errors.contains(sentence), "\(refused.errors)")
        #expect(try await installation.trail("hold", "list", "--all").lines.isEmpty)
        #expect(try await installation.export().count == 10)
    }

    @Test func `refuses a store that is not there`() async throws {
        let installation = try Installation()
        let refused = try await installation.trail("hold", "add", "--reason", "x")
        #expect(refused.status == 2)
        #expect(refused.errors.contains("there is no store"))
    }
}
