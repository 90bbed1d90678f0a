import Testing

@testable import Trail

@Suite struct DailyScheduleTests {
    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test(arguments: ["00:00", "03:00", "12:30", "23:59"])
    func `prints what it reads`(text: String) throws {
        #expect(try #require(DailySchedule(text)).description == text)
    }

    @Test(arguments: ["", "3:00", "24:00", "12:60", "12", "1230", "-1:00", "12:00:00", "１2:00"])
    func `refuses what is no time of day`(text: String) {
        #expect(DailySchedule(text) == nil)
    }

    @Test func `knows when it was to run last`() throws {
        let schedule = try #require(DailySchedule("03:00"))
        for (now, last) in [
            ("2026-03-01T03:00:00Z", "2026-03-01T03:00:00Z"),
            ("2026-03-01T02:59:59.999999Z", "2026-02-28T03:00:00Z"),
            ("2026-03-01T12:00:00Z", "2026-03-01T03:00:00Z"),
            ("1970-01-01T00:00:00Z", "1969-12-31T03:00:00Z"),
            ("1969-12-31T02:00:00Z", "1969-12-30T03:00:00Z"),
        ] {
            #expect(schedule.last(at: try self.time(now)) == (try self.time(last)), "\(now)")
        }
    }

    @Test func `is due once a day, and after days without a run`() throws {
        let schedule = try #require(DailySchedule("03:00"))
        let ran = try self.time("2026-03-01T03:00:10Z")
        #expect(!schedule.isDue(at: ran, lastRun: ran))
        #expect(!schedule.isDue(at: try self.time("2026-03-02T02:59:00Z"), lastRun: ran))
        #expect(schedule.isDue(at: try self.time("2026-03-02T03:00:00Z"), lastRun: ran))
        #expect(schedule.isDue(at: try self.time("2026-03-09T01:00:00Z"), lastRun: ran))
    }
}
