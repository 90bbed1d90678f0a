import Configuration
import Testing
import Trail

/// What an app's own configuration says by the keys of Trail's settings.
@Suite struct ConfigReaderTests {
    private static func reader(_ values: [String: ConfigContent]) -> ConfigReader {
        let pairs = values.map { key, content in
            (AbsoluteConfigKey(ConfigKey(key)), ConfigValue(content, isSecret: false))
        }
        return ConfigReader(
            provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: pairs))
        )
    }

    @Test func `nothing set is the defaults`() throws {
        let config = Self.reader([:])
        #expect(try CaptureConfiguration(config: config) == CaptureConfiguration())
        #expect(try ActionConfiguration(config: config) == ActionConfiguration())
        #expect(try RecordingConfiguration(config: config) == RecordingConfiguration())
        #expect(try ClientReader(config: config) == ClientReader())
        #expect(try RetentionConfiguration(config: config).defaultDays == nil)
        #expect(try RetentionConfiguration(config: config).schedule == DailySchedule())
        #expect(try TrustedProxies(config: config) == TrustedProxies.none)
        #expect(try LeakGuard(config: config)?.rules == LeakRules())
    }

    @Test func `each key is read, whatever the form of its value`() throws {
        let config = Self.reader([
            "capture.request": .bool(false), "capture.cors": .string("no"),
            "capture.urls.exclude-extra": .stringArray(["^/a{1,2}/", "^/b/"]),
            "actions.anonymous": .string("false"), "crud.skip-unchanged": .bool(false),
            "recording.max-batch": .int(7), "recording.max-delay": .string("20ms"),
            "recording.buffer": .string("2MiB"), "recording.wait": .bool(true),
            "recording.strict": .string("true"),
            "proxy.trusted": .string("10.0.0.0/8, 192.0.2.1"),
            "proxy.header": .string("forwarded"), "client.os-header": .string("x-os"),
            "leak.rules": .stringArray(["tax id", "-value:card"]),
            "retention.default-days": .int(90), "retention.run-at": .string("23:15"),
        ])
        let retention = try RetentionConfiguration(config: config)
        #expect(retention.defaultDays == 90 && retention.schedule.description == "23:15")
        let capturing = try CaptureConfiguration(config: config)
        #expect(!capturing.kinds.contains(.request))
        #expect(!capturing.kinds.contains(.cors))
        #expect(capturing.kinds.contains(.login))
        #expect(!capturing.urls.captures("/aa/x"))
        #expect(!capturing.urls.captures("/b/x"))
        #expect(capturing.urls.captures("/c/x"))
        #expect(!capturing.skipsUnchanged)
        #expect(try !ActionConfiguration(config: config).recordsAnonymous)
        let recording = try RecordingConfiguration(config: config)
        #expect(recording.batch.events == 7)
        #expect(recording.batch.delay == .milliseconds(20))
        #expect(recording.buffer.bytes == 2_097_152)
        #expect(recording.wait && recording.strict)
        let client = try ClientReader(config: config)
        #expect(client.proxies.ranges.count == 2)
        #expect(client.proxies.header == .forwarded)
        #expect(try LeakGuard(config: config)?.rules == LeakRules(["tax id", "-value:card"]))
        #expect(try LeakGuard(config: Self.reader(["leak.rules": .string("off")])) == nil)
    }

    @Test func `an app may keep the settings within its own`() throws {
        let config = Self.reader(["log.recording.wait": .bool(true)]).scoped(to: "log")
        #expect(try RecordingConfiguration(config: config).wait)
    }

    @Test(arguments: [
        ("capture.request", "perhaps"), ("recording.max-batch", "0"),
        ("capture.urls.include", "^/(,/a"), ("capture.urls.exclude-extra", "["),
        ("recording.max-delay", "soon"), ("recording.buffer", "1KiB"),
        ("recording.strict", "2"), ("proxy.trusted", "10.0.0.0/99"), ("proxy.header", "via"),
        ("client.os-header", "a b"), ("leak.rules", "-value:cards"), ("actions.enabled", "x"),
        ("retention.default-days", "0"), ("retention.run-at", "noon"),
    ])
    func `a value that says nothing is refused by its key`(key: String, text: String) {
        let config = Self.reader([key: .string(text)])
        let error = #expect(throws: TrailError.self) {
            _ = try CaptureConfiguration(config: config)
            _ = try RecordingConfiguration(config: config)
            _ = try ClientReader(config: config)
            _ = try LeakGuard(config: config)
            _ = try RetentionConfiguration(config: config)
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("'\(key)'") == true)
        #expect((error?.cause as? InvalidSetting)?.key == key)
    }

    @Test func `says what is expected, as a sentence and apart from it`() throws {
        let config = Self.reader(["recording.max-batch": .int(0)])
        let error = #expect(throws: TrailError.self) { try RecordingConfiguration(config: config) }
        #expect(error?.message == "'recording.max-batch' must be a whole number from 1 to 100000")
        #expect(
            error?.cause as? InvalidSetting
                == InvalidSetting(
                    "recording.max-batch",
                    .expected("a whole number from 1 to 100000")
                )
        )
    }
}
