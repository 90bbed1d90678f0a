import Foundation
import Testing

@testable import TrailCommand

@Suite struct SettingsTests {
    private static func load(
        _ commandLine: [String: String] = [:],
        environment: [String: String] = [:],
        yaml: String? = nil
    ) async throws -> Settings {
        var sources = Settings.Sources(commandLine: commandLine, environment: environment)
        guard let yaml else {
            sources.file = nil
            return try await Settings.load(sources)
        }
        let file = NSTemporaryDirectory() + "trail-\(UUID()).yaml"
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        sources.file = file
        return try await Settings.load(sources)
    }

    @Test func `every default is a valid value`() async throws {
        let settings = try await Self.load()
        for key in SettingKey.all where key.defaultText != nil {
            #expect(settings.values[key.name]?.source == "default", "\(key.name)")
        }
    }

    @Test func `the command line beats the environment, which beats the file`() async throws {
        let yaml = "http:\n  port: 1\n  host: 10.0.0.1\nlog:\n  level: debug\n"
        let settings = try await Self.load(
            ["http.port": "3"],
            environment: ["TRAIL_HTTP_PORT": "2", "TRAIL_HTTP_HOST": "10.0.0.2"],
            yaml: yaml
        )
        #expect(try settings.integer("http.port") == 3)
        #expect(settings.text("http.host") == "10.0.0.2")
        #expect(settings.text("log.level") == "debug")
        #expect(settings.values["http.port"]?.source == "command line")
        #expect(settings.values["http.host"]?.source == "environment")
    }

    @Test func `dashes become underscores in the environment`() async throws {
        let settings = try await Self.load(environment: ["TRAIL_HTTP_MAX_BODY": "1KiB"])
        #expect(try settings.bytes("http.max-body") == 1_024)
    }

    @Test func `a list may be a list in the file`() async throws {
        let yaml = "cors:\n  allowed-origins: [https://a.example, https://b.example]\n"
        let settings = try await Self.load(yaml: yaml)
        #expect(
            settings.list("cors.allowed-origins") == ["https://a.example", "https://b.example"]
        )
    }

    @Test func `an unknown key in the file stops the start and names the nearest`() async throws {
        await #expect {
            _ = try await Self.load(yaml: "store:\n  ulr: sqlite:x\n")
        } throws: { error in
            guard case .unknownKey("store.ulr", _, nearest: "store.url")? = error as? SettingsError
            else { return false }
            return true
        }
    }

    @Test func `an unknown variable is a warning`() async throws {
        let settings = try await Self.load(environment: ["TRAIL_STORE_ULR": "x"])
        #expect(settings.warnings.count == 1)
        #expect(settings.warnings.first?.contains("TRAIL_STORE_URL") == true)
    }

    @Test(arguments: [
        ["http.port": "70000"], ["http.port": "abc"], ["http.max-body": "10 parsecs"],
        ["beacon.open": "perhaps"], ["session.max-age": "-1d"], ["log.level": "loud"],
        ["recording.max-batch": "0"],
    ])
    func `an invalid value stops the start`(setting: [String: String]) async throws {
        await #expect(throws: SettingsError.self) { _ = try await Self.load(setting) }
    }

    @Test(arguments: [
        ("http.port", "TRAIL_HTTP_PORT", "8080", "abc"),
        ("beacon.open", "TRAIL_BEACON_OPEN", "true", "perhaps"),
        ("capture.urls.exclude", "TRAIL_CAPTURE_URLS_EXCLUDE", "^/a", "^/(a"),
    ])
    func `an invalid value stops the start although another one decides`(
        key: String,
        variable: String,
        right: String,
        wrong: String
    ) async throws {
        await #expect {
            _ = try await Self.load([key: right], environment: [variable: wrong])
        } throws: { error in
            guard case .invalid(key, _, source: "environment")? = error as? SettingsError else {
                return false
            }
            return true
        }
        let words = key.split(separator: ".")
        let yaml = words.dropLast().enumerated().map { depth, word in
            String(repeating: "  ", count: depth) + "\(word):\n"
        }
        let depth = String(repeating: "  ", count: words.count - 1)
        let last = "\(depth)\(words.last ?? ""): '\(wrong)'\n"
        await #expect(throws: SettingsError.self) {
            _ = try await Self.load(
                [:],
                environment: [variable: right],
                yaml: yaml.joined() + last
            )
        }
    }

    @Test(arguments: [
        ("store.url", "sqlite:a", "TRAIL_STORE_URL", "mysql:a"),
        ("proxy.trusted", "10.0.0.0/8", "TRAIL_PROXY_TRUSTED", "everybody"),
        ("http.public-url", "https://a.example", "TRAIL_HTTP_PUBLIC_URL", "a.example"),
        ("dashboard.show", "login", "TRAIL_DASHBOARD_SHOW", "logins"),
    ])
    func `a value that means nothing is found although another one decides`(
        key: String,
        right: String,
        variable: String,
        wrong: String
    ) async throws {
        try await Self.load([key: right], environment: [variable: right]).checkMasked()
        let settings = try await Self.load([key: right], environment: [variable: wrong])
        #expect(settings.text(key) == right)
        #expect {
            try settings.checkMasked()
        } throws: { error in
            let sentence = CommandFailure(error)?.sentence ?? ""
            return sentence.contains(key) && sentence.contains("(environment)")
        }
    }

    @Test(arguments: ["", "# nothing yet\n", "\n\n"])
    func `a file may set nothing`(yaml: String) async throws {
        #expect(try await Self.load(yaml: yaml).text("http.port") == "8080")
    }

    @Test func `a file that is named must be there`() async throws {
        await #expect(throws: SettingsError.self) {
            _ = try await Settings.load(Settings.Sources(file: "/nonexistent/trail.yaml"))
        }
    }
}
