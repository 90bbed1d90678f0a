internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// A request's body that is looked into before the handler has it, and nothing of it is lost for
/// the handler: not what was read, not what is still to come, and not the error by which it ended.
///
/// The connection gives each piece once, and Hummingbird stops the process, or gives an empty body,
/// where a body is read a second time.
final class BodyTap: Sendable {
    private struct State {
        var pieces: [ByteBuffer] = []
        var end: Result<Void, any Error>?
        var isTouched = false
        var isKeeping = true
    }

    private enum Step {
        case piece(ByteBuffer)
        case end(Result<Void, any Error>)
        case read
    }

    private let base: RequestBody
    private let state = Mutex(State())
    // Used by whoever reads: the one who looks into the body, and the handler when that one is
    // done. They never read at the same time.
    private nonisolated(unsafe) var rest: RequestBody.AsyncIterator?

    init(_ base: RequestBody) {
        self.base = base
    }

    /// What is looked into.
    var body: RequestBody { RequestBody(asyncSequence: TappedBody(tap: self)) }

    /// What the handler is to have in the place of the body; `nil` where it was not touched.
    ///
    /// What is read from now on is no longer kept.
    func takeRemainder() -> RequestBody? {
        self.state.withLock { state in
            guard state.isTouched else { return nil }
            state.isKeeping = false
            guard case .success? = state.end else { return self.body }
            return RequestBody(buffer: Self.joined(state.pieces))
        }
    }

    /// The piece at `place`, which moves on.
    @concurrent func next(_ place: inout Int) async throws -> ByteBuffer? {
        switch self.step(&place) {
        case .piece(let piece): return piece
        case .end(let end):
            try end.get()
            return nil
        case .read: break
        }
        do {
            var rest = self.rest ?? self.base.makeAsyncIterator()
            let piece = try await rest.next()
            self.rest = rest
            guard let piece else {
                self.state.withLock { $0.end = .success(()) }
                return nil
            }
            if self.keep(piece) { place += 1 }
            return piece
        } catch {
            self.state.withLock { $0.end = .failure(error) }
            throw error
        }
    }

    private func step(_ place: inout Int) -> Step {
        self.state.withLock { state in
            state.isTouched = true
            guard place < state.pieces.count else { return state.end.map { Step.end($0) } ?? .read }
            defer { place += 1 }
            return .piece(state.pieces[place])
        }
    }

    private func keep(_ piece: ByteBuffer) -> Bool {
        self.state.withLock { state in
            if state.isKeeping { state.pieces.append(piece) }
            return state.isKeeping
        }
    }

    private static func joined(_ pieces: [ByteBuffer]) -> ByteBuffer {
        guard pieces.count != 1, var joined = pieces.first else {
            return pieces.first ?? ByteBuffer()
        }
        for var piece in pieces.dropFirst() { joined.writeBuffer(&piece) }
        return joined
    }
}

/// The body behind a ``BodyTap``, from its beginning.
private struct TappedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let tap: BodyTap

    struct AsyncIterator: AsyncIteratorProtocol {
        let tap: BodyTap
        var place = 0

        @concurrent mutating func next() async throws -> ByteBuffer? {
            try await self.tap.next(&self.place)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(tap: self.tap) }
}
