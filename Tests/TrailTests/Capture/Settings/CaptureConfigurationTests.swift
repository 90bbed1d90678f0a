import Testing

@testable import Trail

@Suite(.timeLimit(.minutes(1)))
struct CaptureConfigurationTests {
    @Test func `everything is captured unless told otherwise`() {
        #expect(CaptureConfiguration().kinds == Set(Event.Kind.allCases))
        #expect(CaptureConfiguration.nothing.kinds.isEmpty)
    }

    @Test func `a kind that is left out is not captured`() async throws {
        var capturing = CaptureConfiguration()
        capturing.kinds.remove(.action)
        let fixture = RecorderFixture(capturing: capturing) { $0.wait = true }
        try await fixture.run {
            try await fixture.recorder.capture(Event.Draft(.action(ActionDetail(.read))))
            try await fixture.recorder.capture(.sample(1))
        }
        #expect(fixture.ledger.sealed.map(\.header.kind) == [.page])
    }

    @Test func `what the recorder is told to record is recorded`() async throws {
        let fixture = RecorderFixture(capturing: .nothing) { $0.wait = true }
        try await fixture.run {
            try await fixture.recorder.capture(.sample(1))
            fixture.recorder.record(.sample(2))
            _ = try await fixture.recorder.recordDurably(.sample(3))
            _ = try await fixture.recorder.append([try fixture.recorder.encode(.sample(4))])
        }
        #expect(fixture.ledger.numbers == [2, 3, 4])
        #expect(fixture.total("trail_events_lost_total") == 0)
    }

    private static func with(
        _ change: (inout CaptureConfiguration) throws -> Void
    ) rethrows -> CaptureConfiguration {
        var configuration = CaptureConfiguration()
        try change(&configuration)
        return configuration
    }

    /// Every key with a value that is not its default, and what it comes to.
    private static let keys: [(key: String, text: String, expected: CaptureConfiguration)] = [
        ("capture.crud", "false", with { $0.kinds.remove(.crud) }),
        ("capture.login", "no", with { $0.kinds.remove(.login) }),
        ("capture.request", "off", with { $0.kinds.remove(.request) }),
        ("capture.cors", "0", with { $0.kinds.remove(.cors) }),
        ("capture.page", "FALSE", with { $0.kinds.remove(.page) }),
        ("capture.action", "false", with { $0.kinds.remove(.action) }),
        ("capture.system", "false", with { $0.kinds.remove(.system) }),
        (
            "actions.enabled", "false",
            with {
                $0.kinds.remove(.action)
                $0.actions.isEnabled = false
            }
        ),
        ("actions.anonymous", "false", with { $0.actions.recordsAnonymous = false }),
        ("capture.response-metrics", "false", with { $0.measuresResponses = false }),
        ("capture.actor-must-exist", "true", with { $0.actorMustExist = true }),
        ("crud.skip-unchanged", "false", with { $0.skipsUnchanged = false }),
        (
            "capture.urls.include", "^/api/, ^/v[0-9]{1\\,2}/",
            rules { try URLRules(include: ["^/api/", "^/v[0-9]{1,2}/"]) }
        ),
        ("capture.urls.exclude", "^/x", rules { try URLRules(exclude: ["^/x"]) }),
        ("capture.urls.exclude", "", rules { try URLRules(exclude: []) }),
        ("capture.urls.exclude-extra", "^/x", rules { try URLRules(excludeExtra: ["^/x"]) }),
    ]

    private static func rules(_ make: () throws -> URLRules) -> CaptureConfiguration {
        with { configuration in
            do { configuration.urls = try make() } catch { Issue.record(error) }
        }
    }

    @Test(arguments: Self.keys)
    func `an app's own settings and its environment say the same`(
        key: String,
        text: String,
        expected: CaptureConfiguration
    ) throws {
        #expect(expected != CaptureConfiguration())
        #expect(try CaptureConfiguration { $0 == key ? text : nil } == expected)
        let name = SettingText.environmentName(of: key)
        #expect(try CaptureConfiguration(environment: [name: text, "PATH": "/bin"]) == expected)
    }

    @Test func `nothing said is the default`() throws {
        #expect(try CaptureConfiguration(environment: [:]) == CaptureConfiguration())
    }

    @Test(arguments: [
        ("capture.request", "perhaps"), ("actions.anonymous", ""), ("crud.skip-unchanged", "2"),
        ("capture.urls.exclude", "^/("),
    ])
    func `a value that says nothing is refused by name`(key: String, text: String) {
        let error = #expect(throws: TrailError.self) {
            try CaptureConfiguration { $0 == key ? text : nil }
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(key.contains("urls") ? "^/(" : key) == true)
    }
}
