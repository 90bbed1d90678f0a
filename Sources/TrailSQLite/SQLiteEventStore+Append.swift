internal import GRDB
public import Trail

extension SQLiteEventStore {
    /// Seals the events and makes them durable in one transaction.
    ///
    /// - Throws: ``Trail/TrailError`` as ``Trail/Ledger/append(_:)`` says; `invalidConfiguration`
    ///   where the store was opened without a sealer.
    public func append(_ request: AppendRequest) async throws -> AppendResult {
        let sealer = try self.requireSealer()
        let work = AppendWork(request.events)
        let result: AppendResult
        do {
            result = try await self.append(work, sealer, looksUpAll: false)
        } catch let error as TrailError {
            guard let failure = error.cause as? SQLiteFailure, failure.isDuplicate else {
                throw error
            }
            // An id that no caller stated is there already: the answer to an earlier attempt was
            // lost, and the events come a second time. Now every id is looked up.
            result = try await self.append(work, sealer, looksUpAll: true)
        }
        for batch in result.batches {
            sealer.committed(batch.head)
        }
        return result
    }

    private func append(
        _ work: AppendWork,
        _ sealer: Sealer,
        looksUpAll: Bool
    ) async throws -> AppendResult {
        try await self.write { database, state in
            var writer = BatchWriter(work, database, sealer, looksUpAll: looksUpAll)
            return try writer.run(&state)
        }
    }
}
