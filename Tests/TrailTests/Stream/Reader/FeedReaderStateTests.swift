import Testing
import Trail

@testable import Trail

@Suite struct FeedReaderStateTests {
    private func item(_ index: UInt64, size: Int = 36) -> FeedItem {
        FeedItem(index: index, kind: .page, json: Array(repeating: 0x20, count: size))
    }

    @Test func `hands over what was put aside, and moves on`() {
        var state = FeedReaderState(next: 5, capacity: 1_000)
        state.goLive()
        #expect(state.take() == nil)
        #expect(state.offer(self.item(5)) == .kept)
        #expect(state.offer(self.item(9)) == .kept)
        #expect(state.take() == .events([self.item(5), self.item(9)]))
        #expect(state.next == 10)
        #expect(state.take() == nil)
    }

    @Test func `passes over what was handed over before`() {
        var state = FeedReaderState(next: 5, capacity: 1_000)
        #expect(state.offer(self.item(4)) == .kept)
        #expect(!state.isReady)
    }

    @Test func `is cut off when more waits than there is room for, and told where to go on`() {
        var state = FeedReaderState(next: 0, capacity: 250)
        #expect(state.offer(self.item(0)) == .kept)
        #expect(state.offer(self.item(1)) == .kept)
        #expect(state.offer(self.item(2)) == .cutOff)
        #expect(state.offer(self.item(3)) == .over)
        #expect(state.take() == .events([self.item(0), self.item(1)]))
        #expect(state.take() == .ended(.tooSlow, FeedCursor(before: 2)))
        #expect(state.take() == .ended(.tooSlow, FeedCursor(before: 2)))
    }

    @Test func `takes one event that is larger than the whole buffer`() {
        var state = FeedReaderState(next: 0, capacity: 100)
        #expect(state.offer(self.item(0, size: 5_000)) == .kept)
        #expect(state.offer(self.item(1, size: 0)) == .cutOff)
    }

    @Test func `a beat says how far the follower is, for those who hear from it`() {
        var state = FeedReaderState(next: 3, capacity: 100)
        state.beat(at: 50)
        #expect(state.take() == .beat(FeedCursor(before: 3)))
        state.goLive()
        state.beat(at: 50)
        #expect(state.take() == .beat(FeedCursor(before: 50)))
        state.beat(at: 20)
        #expect(state.take() == .beat(FeedCursor(before: 50)))
    }

    @Test func `a beat overtakes no event`() {
        var state = FeedReaderState(next: 3, capacity: 1_000)
        state.goLive()
        #expect(state.offer(self.item(7)) == .kept)
        state.beat(at: 50)
        #expect(state.take() == .events([self.item(7)]))
        #expect(state.next == 8)
        #expect(state.take() == nil)
    }

    @Test func `a poke comes first, an end last, and the first end counts`() {
        var state = FeedReaderState(next: 0, capacity: 1_000)
        #expect(state.offer(self.item(0)) == .kept)
        state.finish(.stopping)
        state.finish(.left)
        state.poke()
        #expect(state.take() == .poked)
        #expect(state.take() == .events([self.item(0)]))
        #expect(state.take() == .ended(.stopping, FeedCursor(before: 1)))
    }
}
