internal import HTTPTypes
internal import Hummingbird
internal import Synchronization
internal import Trail

/// An exchange whose response is still being written when the middleware returns it.
///
/// Its events are recorded once: when the last byte has been written, when writing fails, or when
/// the response is dropped and its body never written at all.
final class StreamedExchange<Context: RequestContext>: Sendable {
    private let exchange: Exchange
    private let tracker: ActivityTracker<Context>
    private let end: Mutex<ExchangeEnd?>
    /// Whether it has no other end than that somebody leaves.
    private let isEndless: Bool

    init(
        _ exchange: Exchange,
        _ response: Response,
        route: String?,
        tracker: ActivityTracker<Context>
    ) {
        var end = ExchangeEnd(response, route: route)
        end.responseSize = 0
        self.exchange = exchange
        self.tracker = tracker
        self.end = Mutex(end)
        let isEventStream = response.headers[.contentType]?.hasPrefix("text/event-stream") ?? false
        self.isEndless = isEventStream || response.status == .switchingProtocols
    }

    deinit {
        // Another middleware put another body in the place of this one: of a HEAD request, say.
        guard let end = self.takeEnd() else { return }
        for draft in self.exchange.drafts(end) {
            self.tracker.recorder.record(draft)
        }
    }

    /// `body`, followed until it is written.
    func following(_ body: ResponseBody) -> ResponseBody {
        ResponseBody(contentLength: body.contentLength) { writer in
            let meter = ByteMeter()
            do {
                try await body.write(CountingWriter(base: writer, meter: meter))
            } catch {
                // The response is lost already, and this error says so.
                try? await self.conclude(meter, error)
                throw error
            }
            try await self.conclude(meter, nil)
        }
    }

    /// Records the exchange, which ended by `error` or well.
    private func conclude(_ meter: ByteMeter, _ error: (any Error)?) async throws {
        guard var end = self.takeEnd() else { return }
        end.time = .now
        end.responseSize = meter.count
        end.firstByte = meter.first
        let isGone = meter.isBroken || error is CancellationError
        if isGone, !self.isEndless {
            end.sentStatus = end.status
            end.status = ExchangeEnd.clientGone
        } else if !isGone, error != nil {
            end.sentStatus = end.status
            end.status = HTTPResponse.Status.internalServerError.code
        }
        try await self.tracker.record(self.exchange, end, unhandled: isGone ? nil : error)
    }

    private func takeEnd() -> ExchangeEnd? {
        self.end.withLock { end in
            defer { end = nil }
            return end
        }
    }
}
