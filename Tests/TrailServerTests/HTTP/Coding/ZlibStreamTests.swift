import Testing

@testable import TrailServer

@Suite struct ZlibStreamTests {
    @Test func `there is none where zlib refuses`() {
        #expect(DeflateStream(level: 10) == nil)
        #expect(InflateStream(window: 99) == nil)
    }

    @Test func `there is one for every level and window in use`() {
        for level in Int32(1)...9 {
            #expect(DeflateStream(level: level) != nil)
        }
        #expect(InflateStream(window: ZlibWindow.gzip) != nil)
        #expect(InflateStream(window: ZlibWindow.deflate) != nil)
    }
}
