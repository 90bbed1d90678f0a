import Testing

@testable import TrailHummingbird

struct TraceParentTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let parent = "00f067aa0ba902b7"

    @Test func `the trace id is read`() {
        #expect(TraceParent.traceID("00-\(Self.trace)-\(Self.parent)-01") == Self.trace)
    }

    @Test func `later versions may have more to say`() {
        #expect(TraceParent.traceID("cc-\(Self.trace)-\(Self.parent)-01-what-else") == Self.trace)
        #expect(TraceParent.traceID("cc-\(Self.trace)-\(Self.parent)-01what") == nil)
    }

    @Test(arguments: [
        "", "00", "00-\(trace)-\(parent)", "00-\(trace)-\(parent)-01-more",
        "ff-\(trace)-\(parent)-01", "00-00000000000000000000000000000000-\(parent)-01",
        "00-\(trace)-0000000000000000-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-\(parent)-01",
        "00_\(trace)_\(parent)_01", "00-\(trace)-\(parent)-0g",
    ])
    func `anything else is not`(text: String) {
        #expect(TraceParent.traceID(text) == nil)
    }
}
