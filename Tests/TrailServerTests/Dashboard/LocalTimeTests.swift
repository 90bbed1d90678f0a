import Testing

@testable import TrailServer

@Suite struct LocalTimeTests {
    @Test(arguments: [
        ("2026-11-21T10:00", "2026-11-21T10:00:00Z", "2026-11-21T10:00:00.999999Z"),
        ("2026-11-21T10:00:07", "2026-11-21T10:00:07Z", "2026-11-21T10:00:07.999999Z"),
        ("2026-11-21T10:00:07.5", "2026-11-21T10:00:07.5Z", "2026-11-21T10:00:07.5Z"),
        ("2026-11-21", "2026-11-21", "2026-11-21"),
        ("2026-11-21T10:00:07Z", "2026-11-21T10:00:07Z", "2026-11-21T10:00:07Z"),
        ("2026-11-21T10:00:07+01:00", "2026-11-21T10:00:07+01:00", "2026-11-21T10:00:07+01:00"),
        ("tomorrow", "tomorrow", "tomorrow"),
    ])
    func `takes what a field says for UTC, and the second of an end for all of it`(
        text: String,
        start: String,
        end: String
    ) {
        #expect(LocalTime.value(of: text, isEnd: false) == start)
        #expect(LocalTime.value(of: text, isEnd: true) == end)
    }

    @Test(arguments: ["2026-11-21", "2026-11-21T10:00:07.999999Z"])
    func `an end that a form shows and sends again is the same end`(value: String) {
        let shown = LocalTime.text(of: value, isEnd: true)
        let sent = LocalTime.value(of: shown, isEnd: true)
        let day = "2026-11-21T23:59:59.999999Z"
        #expect(sent == (value.count == 10 ? day : value))
    }
}
