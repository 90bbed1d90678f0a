import Hummingbird
import NIOCore
import Testing

@testable import TrailHummingbird

struct ResponseBodyTests {
    @Test func `a buffer and nothing are buffered, and stay on the fast path`() {
        #expect(ResponseBody().isBuffered)
        #expect(ResponseBody(byteBuffer: ByteBuffer()).isBuffered)
        #expect(ResponseBody(byteBuffer: ByteBuffer(string: "text")).isBuffered)
    }

    @Test func `what is written by a closure is not, whatever length it states`() {
        for length in [nil, 0, 4] {
            #expect(!ResponseBody(contentLength: length) { try await $0.finish(nil) }.isBuffered)
        }
        #expect(!ResponseBody(contentsOf: [ByteBuffer(string: "a")]).isBuffered)
    }

    @Test func `a buffer that no socket takes at once is not`() {
        #expect(!ResponseBody(byteBuffer: ByteBuffer(repeating: 0, count: 100_000)).isBuffered)
    }
}
