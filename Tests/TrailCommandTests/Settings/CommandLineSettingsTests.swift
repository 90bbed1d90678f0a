import Testing

@testable import TrailCommand

@Suite struct CommandLineSettingsTests {
    @Test func `settings are taken out of the arguments in both spellings`() throws {
        let line = try CommandLineSettings(splitting: [
            "verify", "--store-url", "sqlite:x", "--json", "--http-port=9", "--tenant", "acme",
        ])
        #expect(line.settings == ["store.url": "sqlite:x", "http.port": "9"])
        #expect(line.arguments == ["verify", "--json", "--tenant", "acme"])
    }

    @Test func `the file is named by --config`() throws {
        #expect(
            try CommandLineSettings(splitting: ["serve", "--config", "a.yaml"]).file == "a.yaml"
        )
    }

    @Test func `a setting without a value is refused`() {
        #expect(throws: SettingsError.missing("store.url")) {
            try CommandLineSettings(splitting: ["serve", "--store-url"])
        }
    }

    @Test func `nothing is taken behind a double dash`() throws {
        let line = try CommandLineSettings(splitting: ["x", "--", "--store-url", "y"])
        #expect(line.settings.isEmpty)
        #expect(line.arguments == ["x", "--", "--store-url", "y"])
    }
}
