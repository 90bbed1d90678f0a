import Testing

@testable import TrailCommand

@Suite struct SettingValueTests {
    @Test(arguments: [
        ("5ms", Duration.milliseconds(5)), ("30s", .seconds(30)), ("2m", .seconds(120)),
        ("12h", .seconds(43_200)), ("90d", .seconds(7_776_000)), ("250us", .microseconds(250)),
    ])
    func `lengths of time`(text: String, duration: Duration) throws {
        #expect(try SettingValue.duration(text, key: "k") == duration)
    }

    @Test(arguments: [
        ("512", 512), ("10MiB", 10_485_760), ("1kb", 1_000), ("2 GiB", 2_147_483_648),
    ])
    func `numbers of bytes`(text: String, bytes: Int) throws {
        #expect(try SettingValue.bytes(text, key: "k") == bytes)
    }

    @Test(arguments: ["", "5", "ms", "-5s", "5 fortnights", "9223372036854775807d"])
    func `what is no length of time is refused`(text: String) {
        #expect(throws: SettingsError.self) { try SettingValue.duration(text, key: "k") }
    }

    @Test func `a refusal names the key and says what is expected`() {
        func sentence(_ read: (String, String) throws -> some Any) -> String {
            do {
                return "\(try read("?", "k"))"
            } catch {
                return "\(error)"
            }
        }
        let start = "invalid value for 'k': "
        #expect(sentence(SettingValue.integer) == start + "a whole number is expected")
        #expect(sentence(SettingValue.flag) == start + "true or false is expected")
        #expect(
            sentence(SettingValue.duration)
                == start + "a length of time such as 5ms, 30s or 12h is expected"
        )
        #expect(
            sentence(SettingValue.timeOfDay) == start + "a time of day such as 03:00 is expected"
        )
        #expect(
            sentence(SettingValue.bytes)
                == start + "a number of bytes such as 512 or 10MiB is expected"
        )
    }
}
