internal import Hummingbird
internal import NIOCore
internal import Trail

/// Records a body of lines of any length while it arrives.
///
/// One task reads, parses and encodes; beside it what is ready is written, as much at a time as
/// has come in the meantime. So a bulk load makes large batches and a trickle is not kept waiting.
struct IngestStream: Sendable {
    /// How a stream ended before its end.
    struct Standstill: Sendable {
        /// Why nothing more was recorded.
        let problem: Problem
        /// The first line of which nothing is known.
        let line: Int
    }

    /// The most lines that wait for the write under way.
    static let lines = 1_000
    /// The most bytes of lines that wait for the write under way.
    static let bytes = 1_048_576

    /// Reads the lines.
    let parser: IngestParser
    /// The longest line.
    let lineLimit: Int
    /// How long a line may take to arrive, counted from the line before it.
    let lineTime: Duration
    /// The memory for lines of which a part has arrived.
    let budget: BodyBudget

    /// Records the lines of `body` in their order.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - report: Is told what became of lines once it is certain.
    /// - Returns: `nil` at the end of the body; why nothing more was recorded otherwise.
    /// - Throws: What `report` throws, and what reading the body throws after everything that
    ///   had been read was recorded; ``Problem`` 408 for a line that does not come to its end, 503
    ///   where there is no memory for it; `CancellationError`.
    func record(
        _ body: RequestBody,
        report: ([IngestResult]) async throws -> Void
    ) async throws -> Standstill? {
        let handover = Handover<IngestItem>(count: Self.lines, weight: Self.bytes)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.read(body, into: handover) }
            defer {
                handover.close()
                group.cancelAll()
            }
            while let items = try await handover.take() {
                let (results, standstill) = await self.parser.recorder.record(items)
                try await report(results)
                guard let standstill else { continue }
                return Standstill(problem: standstill, line: (results.last?.place ?? 0) + 1)
            }
            return nil
        }
    }

    private func read(_ body: RequestBody, into handover: Handover<IngestItem>) async {
        var splitter = LineSplitter(limit: self.lineLimit)
        var last = ContinuousClock.now
        var share = 0
        defer { self.budget.giveBack(share) }
        do {
            for try await part in body {
                // A few compressed bytes become many parts without ever waiting for the client.
                try Task.checkCancellation()
                part.withUnsafeReadableBytes { splitter.append($0) }
                let batch = splitter.take()
                // Bytes alone keep a connection alive; only lines keep it worth having.
                guard batch != nil || last.duration(to: .now) <= self.lineTime else {
                    throw Problem(.tooSlow, headers: [.connection: "close"])
                }
                guard await self.put(batch, into: handover) else { return }
                if batch != nil { last = .now }
                // Behind `put`, so that a line counts until there is room for its event.
                guard self.budget.hold(splitter.held, insteadOf: &share) else {
                    throw Problem(.overloaded, headers: [.connection: "close"])
                }
            }
            splitter.finish()
            _ = await self.put(splitter.take(), into: handover)
            handover.end()
        } catch {
            handover.end(throwing: error)
        }
    }

    /// - Returns: Whether more is wanted.
    private func put(_ batch: LineBatch?, into handover: Handover<IngestItem>) async -> Bool {
        guard let batch else { return true }
        let items = batch.lines.map { self.parser.item($0, of: batch) }
        return await handover.put(items, weight: batch.bytes.count)
    }
}
