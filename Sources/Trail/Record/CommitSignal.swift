internal import Synchronization

/// Tells whoever wants to know that events of a tenant have been stored.
final class CommitSignal: Sendable {
    private let listeners = Mutex<[@Sendable (TenantID) -> Void]>([])

    /// Calls `listener` after each commit from now on; it must not take long.
    func add(_ listener: @escaping @Sendable (TenantID) -> Void) {
        self.listeners.withLock { $0.append(listener) }
    }

    /// Tells of what an append has sealed.
    func tell(_ result: AppendResult) {
        let listeners = self.listeners.withLock { $0 }
        guard !listeners.isEmpty else { return }
        for batch in result.batches {
            for listener in listeners { listener(batch.head.tenant) }
        }
    }
}

extension EventRecorder {
    /// Calls `listener` whenever events of a tenant have been stored by this recorder: once for
    /// each batch, on the task that writes, which must not be kept waiting.
    public func onCommit(_ listener: @escaping @Sendable (TenantID) -> Void) {
        self.writer.commits.add(listener)
    }
}
