import Testing
import TrailTesting

@testable import Trail

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2026-11-21T02:38:40.118744Z", 1_795_228_720_118_744),
        ("2026-11-21t02:38:40.118744z", 1_795_228_720_118_744),
        ("2026-11-21T04:38:40.118744+02:00", 1_795_228_720_118_744),
        ("2026-11-20T21:08:40.118744-05:30", 1_795_228_720_118_744),
        ("2000-02-29T12:00:00-00:00", 951_825_600_000_000),
        ("2024-02-29T00:00:00.5Z", 1_709_164_800_500_000),
        ("2024-02-29T00:00:00.1234569Z", 1_709_164_800_123_456),
        ("2016-12-31T23:59:60Z", 1_483_228_799_999_999),
        ("2016-12-31T23:59:60.5Z", 1_483_228_799_999_999),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ("9999-12-31T23:59:59.99999999Z", 253_402_300_799_999_999),
    ])
    func `parses`(text: String, microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
        #expect(Timestamp(text.utf8.lazy.map { $0 })?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "Z", "2026", "2026-11-21", "2026-11-21T02:38:40", "2026-11-21 02:38:40Z",
        "2026-11-21T02:38Z", "2026-11-21T02:38:40.Z", "2026-11-21T02:38:40,5Z",
        "2026-11-21T02:38:40+0200", "2026-11-21T02:38:40+02", "2026-11-21T02:38:40+24:00",
        "2026-11-21T02:38:40+02:60", "2026-11-21T02:38:40Z ", " 2026-11-21T02:38:40Z",
        "2026-11-21T02:38:40ZZ", "2026-11-21T24:00:00Z", "2026-11-21T02:60:00Z",
        "2026-11-21T02:38:61Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-11-21T02:38:4\u{661}Z",
        "2026-11-21T+2:38:40Z", "now", "1795228720", "2026-325T00:00:00Z", "20261121T023840Z",
        "2026-11-21T02:38:40.\(String(repeating: "1", count: 33))Z",
    ])
    func `refuses`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `takes a date alone only where asked to`() {
        #expect(
            Timestamp(dateOrDateTime: "2024-02-29")?.description == "2024-02-29T00:00:00.000000Z"
        )
        #expect(
            Timestamp(dateOrDateTime: "2024-02-29T01:00:00+01:00")
                == Timestamp("2024-02-29T00:00:00Z")
        )
        #expect(Timestamp(dateOrDateTime: "2023-02-29") == nil)
        #expect(Timestamp(dateOrDateTime: "2024-02-29T") == nil)
    }

    @Test func `agrees with a calendar that counts day by day`() {
        var days: Int64 = -719_162
        for year in Int64(1)...2_400 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                .enumerated()
            {
                let first = CivilDate(year: year, month: Int64(month) + 1, day: 1)
                let last = CivilDate(year: year, month: Int64(month) + 1, day: Int64(length))
                #expect(first.daysSince1970 == days && CivilDate(daysSince1970: days) == first)
                days += Int64(length)
                #expect(CivilDate(daysSince1970: days - 1) == last)
                #expect(last.daysInMonth == length)
            }
        }
    }

    @Test func `what it prints reads back as the same time`() {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<20_000 {
            let time = Timestamp(
                microseconds: Int64.random(
                    in: Timestamp.earliest.microseconds...Timestamp.latest.microseconds,
                    using: &generator
                )
            )
            #expect(time.description.utf8.count == 27)
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func `prints times beyond the calendar as its ends`() {
        #expect(Timestamp(microseconds: .min).description == "0001-01-01T00:00:00.000000Z")
        #expect(Timestamp(microseconds: .max).description == "9999-12-31T23:59:59.999999Z")
    }

    @Test func `takes any text without harm`() {
        var random = RandomJSON(seed: 7)
        let sample = Array("2026-11-21T02:38:40.118744+02:00".utf8)
        for _ in 0..<20_000 {
            var text = sample
            for _ in 0..<random.number(1..<3) {
                text[random.number(0..<text.count)] = UInt8(random.number(0x20..<0x80))
            }
            text.removeLast(random.number(0..<text.count))
            if let time = Timestamp(text) { #expect(Timestamp(time.description) == time) }
            _ = Timestamp(random.bytes(random.number(0..<40)))
        }
    }

    @Test func `moves on, and stops where 64 bits end`() {
        let time = Timestamp(microseconds: 5)
        #expect(time.advanced(by: .seconds(2)).microseconds == 2_000_005)
        #expect(time.advanced(by: .nanoseconds(1_999)).microseconds == 6)
        #expect(time.advanced(by: .microseconds(-6)).microseconds == -1)
        let edge = Duration(
            secondsComponent: 9_223_372_036_854,
            attosecondsComponent: 999_999_000_000_000_000
        )
        #expect(time.advanced(by: edge).microseconds == .max)
        #expect(time.advanced(by: .seconds(Int64.max)).microseconds == .max)
        #expect(time.advanced(by: .seconds(Int64.min)).microseconds == .min)
        #expect(Timestamp(microseconds: .min).advanced(by: .zero - edge).microseconds == .min)
        #expect(Timestamp(microseconds: .max).duration(since: time) == .microseconds(Int64.max - 5))
    }
}
