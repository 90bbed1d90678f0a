internal import GRDB

/// Tells of every commit on the connection of this process that writes.
///
/// It asks for no changes, so that it costs nothing a row.
final class CommitWatch: TransactionObserver {
    private let wakeup: Wakeup

    init(_ wakeup: Wakeup) {
        self.wakeup = wakeup
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidRollback(_ db: Database) {}

    func databaseDidCommit(_ db: Database) {
        self.wakeup.call()
    }
}
