import Foundation
import Testing

@Suite struct RefusedSettingsTests {
    @Test(arguments: [
        (
            "store:\n  ulr: sqlite:a.sqlite\n",
            "unknown setting 'store.ulr' (trail.yaml); did you mean 'store.url'?"
        ),
        (
            "http:\n  prot: 9000\n",
            "unknown setting 'http.prot' (trail.yaml); did you mean 'http.port'?"
        ),
        (
            "http:\n  port: 99999\n",
            "invalid value for 'http.port' (trail.yaml): a whole number from 0 to 65535 is expected"
        ),
    ])
    func `refuses a file and names the setting`(file: String, sentence: String) async throws {
        let installation = try Installation()
        try Data(file.utf8).write(to: installation.file("trail.yaml"))
        let served = try await installation.trail("serve")
        #expect(served.status == 2)
        #expect(served.errors == "trail: \(sentence)\n")
        #expect(!FileManager.default.fileExists(atPath: installation.file("trail.sqlite").path))
    }

    @Test func `refuses a value in the file that the command line would replace`() async throws {
        let installation = try Installation()
        try Data("http:\n  port: 99999\n".utf8).write(to: installation.file("trail.yaml"))
        let served = try await installation.trail("serve", "--http-port", "0")
        #expect(served.status == 2)
        #expect(served.errors.hasPrefix("trail: invalid value for 'http.port' (trail.yaml): "))
    }

    @Test(arguments: [
        (["--store-url", "sqlite:."], "store.url: . is a folder; name a file"),
        (["--signing-key", "."], "signing.key: . is a folder; name a file"),
        (["--config", "."], "cannot read .: it is a folder"),
        (["--api-prefix", "/djaffar"], "beacon.path: /djaffar is taken by api.prefix, /djaffar"),
        (["--beacon-path", "/metrics/log"], "beacon.path: /metrics is taken by the server itself"),
    ])
    func `refuses what cannot be served`(arguments: [String], sentence: String) async throws {
        let installation = try Installation()
        let served = try await installation.trail(["serve"] + arguments)
        #expect(served.status == 2)
        #expect(served.errors == "trail: \(sentence)\n")
    }

    @Test func `says where it cannot listen`() async throws {
        let installation = try Installation()
        let served = try await installation.trail("serve", "--http-host", "999.1.1.1")
        #expect(served.status == 2)
        let last = served.errors.split(separator: "\n").last ?? ""
        #expect(last.hasPrefix("trail: cannot listen on 999.1.1.1, port 8080: "))
    }

    @Test func `refuses another name than the key's`() async throws {
        let installation = try Installation()
        let made = try await installation.trail("demo", "--events", "1", "--server-name", "one")
        #expect(made.status == 0)
        let served = try await installation.trail("serve", "--server-name", "two")
        #expect(served.status == 2)
        #expect(served.errors.contains("signs as one"))
    }

    @Test func `refuses an unknown option and names the nearest`() async throws {
        let installation = try Installation()
        let served = try await installation.trail("serve", "--http-prot", "9000")
        #expect(served.status == 2)
        #expect(served.errors == "trail: unknown option --http-prot; did you mean --http-port?\n")
    }

    @Test func `says where each setting in force came from`() async throws {
        let installation = try Installation()
        let listed = try await installation.trail("config", "--http-port", "9001")
        #expect(listed.status == 0)
        #expect(listed.lines.contains("http.port = 9001  (command line)"))
        #expect(listed.lines.contains("http.host = 127.0.0.1  (default)"))
    }

    @Test func `says which settings are for apps`() async throws {
        let installation = try Installation()
        let listed = try await installation.trail("config", "--actions-anonymous", "false")
        #expect(listed.lines.contains("actions.anonymous = false  (command line; for apps)"))
        let json = try await installation.trail("config", "--json")
        let members = try json.lines.map { try Installation.members($0) }
        #expect(members.filter { $0["for"] == "apps" }.count == 5)
        let reference = try await installation.trail("config", "--list")
        #expect(reference.output.contains("For apps that capture with the library."))
    }
}
