import Testing
import Trail
import TrailHummingbird

@testable import TrailCommand

@Suite struct SettingsCaptureTests {
    private func load(_ commandLine: [String: String]) async throws -> Settings {
        try await Settings.load(Settings.Sources(commandLine: commandLine))
    }

    @Test func `everything is captured unless told otherwise`() async throws {
        #expect(try await self.load([:]).captureConfiguration() == CaptureConfiguration())
    }

    @Test(arguments: Event.Kind.allCases)
    func `a kind is left out`(kind: Event.Kind) async throws {
        let settings = try await self.load(["capture.\(kind.rawValue)": "false"])
        let kinds = try settings.captureConfiguration().kinds
        #expect(kinds == Set(Event.Kind.allCases).subtracting([kind]))
    }

    @Test func `actions are left out by either key`() async throws {
        let settings = try await self.load(["actions.enabled": "no"])
        #expect(try settings.captureConfiguration().kinds.contains(.action) == false)
    }

    @Test func `rules of the guard`() async throws {
        let settings = try await self.load(["leak.rules": "tax_id, -session_id, -value:card"])
        let rules = try #require(try settings.leakGuard()).rules
        #expect(rules.names == ["tax_id"])
        #expect(rules.exceptions == ["session_id"])
        #expect(!rules.values.contains(.card))
        #expect(try await self.load([:]).leakGuard()?.rules == LeakRules())
        #expect(try await self.load(["leak.rules": "off"]).leakGuard() == nil)
    }

    @Test func `rules in a file`() async throws {
        let yaml = "leak:\n  rules:\n    - tax_id  # ours\n    - -session_id\n    - -value:iban\n"
        let rules = try #require(try await DjangoTranslatorTests.load(yaml).leakGuard()).rules
        #expect(rules.names == ["tax_id"])
        #expect(rules.exceptions == ["session_id"])
        #expect(rules.values == LeakRules.Values.all.subtracting(.iban))
        let off = try await DjangoTranslatorTests.load("leak:\n  rules: off\n")
        #expect(try off.leakGuard() == nil)
    }

    @Test(arguments: ["-value:crad", "-", "+-x"])
    func `a rule that says nothing is refused`(rules: String) async throws {
        let settings = try await self.load(["leak.rules": rules])
        let error = #expect(throws: SettingsError.self) { try settings.leakGuard() }
        let start =
            "invalid value for 'leak.rules' (command line): NAME, -NAME, -value:LOOK or off ("
        #expect(error?.description.hasPrefix(start) == true)
    }

    @Test(arguments: ["capture.urls.include", "capture.urls.exclude", "capture.urls.exclude-extra"])
    func `a pattern that is none stops the start`(key: String) async throws {
        let error = await #expect(throws: SettingsError.self) {
            try await self.load([key: "^/(,^/a"])
        }
        #expect(error?.description.contains("'^/('") == true)
    }

    @Test func `the seed's paths are left out by default`() async throws {
        #expect(
            try await self.load([:]).list("capture.urls.exclude") == [
                "^/admin/", "^/static/", "^/favicon\\.ico$", "^/health/", "^/metrics/",
            ]
        )
    }

    @Test func `a comma in an entry is kept`() async throws {
        let entries = ["^/a{1,3}", "b", "^/c\\.d", ",,"]
        #expect(SettingValue.list(SettingValue.text(of: entries)) == entries)
        #expect(SettingValue.list("a, b ,,c\\,d") == ["a", "b", "c,d"])
    }

    /// Settings of capture that other parts of the tool read.
    private static let elsewhere: Set = ["capture.self", "leak.rules"]

    @Test(arguments: SettingKey.capture.filter { !Self.elsewhere.contains($0.name) })
    func `every setting of capture changes what is captured`(key: SettingKey) async throws {
        let text =
            switch (key.form, key.defaultText) {
            case (.flag, "true"): "false"
            case (.flag, _): "true"
            default: "^/one,^/two"
            }
        let settings = try await self.load([key.name: text])
        let configuration = try settings.captureConfiguration()
        #expect(configuration != CaptureConfiguration())
        #expect(
            try CaptureConfiguration(environment: [key.environmentName: text]) == configuration
        )
    }

    @Test func `requests to the server itself are captured as the settings say`() async throws {
        #expect(try await self.load([:]).ownRequests() == nil)
        let settings = try await self.load([
            "capture.self": "true", "capture.response-metrics": "false",
            "capture.urls.include": "^/api/",
        ])
        let own = try #require(try settings.ownRequests())
        #expect(!own.measuresResponses)
        #expect(own.urls == (try URLRules(include: ["^/api/"])))
    }

    @Test func `settings for apps are told to be so`() async throws {
        #expect(try await self.load([:]).remarksForApps.isEmpty)
        let settings = try await self.load([
            "actions.anonymous": "true", "capture.actor-must-exist": "true",
            "capture.request": "false",
        ])
        #expect(settings.remarksForApps.count == 2)
        #expect(settings.remarksForApps[1].contains("capture.actor-must-exist (command line)"))
        let forApps = SettingKey.all.filter(\.isForApps).map(\.name)
        #expect(
            forApps == [
                "capture.crud", "capture.action", "actions.enabled", "actions.anonymous",
                "capture.actor-must-exist",
            ]
        )
    }
}
