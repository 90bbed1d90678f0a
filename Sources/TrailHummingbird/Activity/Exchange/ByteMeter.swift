internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Counts the bytes of one body while they go by.
final class ByteMeter: Sendable {
    private struct State {
        var count: Int64 = 0
        var first: ContinuousClock.Instant?
        var isBroken = false
    }

    private let state = Mutex(State())

    /// Bytes so far.
    var count: Int64 { self.state.withLock { $0.count } }
    /// When the first of them went by.
    var first: ContinuousClock.Instant? { self.state.withLock { $0.first } }
    /// Whether the connection did not take what was written.
    var isBroken: Bool { self.state.withLock { $0.isBroken } }

    func add(_ bytes: Int) {
        guard bytes > 0 else { return }
        self.state.withLock { state in
            state.first = state.first ?? .now
            state.count += Int64(bytes)
        }
    }

    func noteBroken() {
        self.state.withLock { $0.isBroken = true }
    }
}

/// Writes a response body, counting what the connection took.
struct CountingWriter: ResponseBodyWriter {
    var base: any ResponseBodyWriter
    let meter: ByteMeter

    @concurrent mutating func write(_ buffer: ByteBuffer) async throws {
        let count = buffer.readableBytes
        do {
            try await self.base.write(buffer)
        } catch {
            self.meter.noteBroken()
            throw error
        }
        self.meter.add(count)
    }

    @concurrent mutating func write(contentsOf buffers: some Sequence<ByteBuffer>) async throws {
        let buffers = Array(buffers)
        let count = buffers.reduce(0) { $0 + $1.readableBytes }
        do {
            try await self.base.write(contentsOf: buffers)
        } catch {
            self.meter.noteBroken()
            throw error
        }
        self.meter.add(count)
    }

    @concurrent consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        let meter = self.meter
        do {
            try await self.base.finish(trailingHeaders)
        } catch {
            meter.noteBroken()
            throw error
        }
    }
}

/// A request body that is counted while it is read, as far as it is read.
struct CountedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let base: RequestBody
    let meter: ByteMeter

    struct AsyncIterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator
        let meter: ByteMeter

        @concurrent mutating func next() async throws -> ByteBuffer? {
            let buffer = try await self.base.next()
            if let buffer { self.meter.add(buffer.readableBytes) }
            return buffer
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: self.base.makeAsyncIterator(), meter: self.meter)
    }
}
