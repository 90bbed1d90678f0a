import NIOCore
import Synchronization
import Testing

@testable import TrailServer

@Suite struct WebSocketInboxTests {
    /// What waits in an inbox that has received `bytes`, before the client went.
    private func mail(_ bytes: [UInt8]) async -> WebSocketInbox.Mail {
        let (buffers, continuation) = AsyncThrowingStream.makeStream(of: ByteBuffer.self)
        continuation.yield(ByteBuffer(bytes: bytes))
        continuation.finish()
        let inbox = WebSocketInbox()
        await inbox.receive(buffers)
        return inbox.take()
    }

    @Test func `keeps requests in the order sent, and the last ping`() async {
        let bytes =
            ClientFrame.text("a") + ClientFrame.bytes(0x9, [1]) + ClientFrame.text("b")
            + ClientFrame.bytes(0x9, [2])
        let mail = await self.mail(bytes)
        #expect(mail.texts == ["a", "b"])
        #expect(mail.ping == [2])
        #expect(mail.close == .gone)
    }

    @Test func `lets a client go that asks on and on without waiting for an answer`() async {
        let mail = await self.mail((0..<9).flatMap { ClientFrame.text("\($0)") })
        #expect(mail.texts == (0..<8).map { "\($0)" })
        #expect(mail.close?.code == 1_008)
        let large = String(repeating: "x", count: 40_000)
        let both = await self.mail(ClientFrame.text(large) + ClientFrame.text(large))
        #expect(both.texts == [large])
        #expect(both.close?.code == 1_008)
    }

    @Test func `a server that stops wakes who waits`() async {
        let inbox = WebSocketInbox()
        let wakes = Mutex(0)
        inbox.onMail { wakes.withLock { $0 += 1 } }
        inbox.stop()
        #expect(wakes.withLock { $0 } == 1)
        #expect(inbox.take().isStopping)
        #expect(inbox.take().isEmpty)
    }
}
