import Foundation
import Synchronization

/// Shows how far long work has come: one line that changes on a terminal, else a line for each
/// tenth of the work.
final class ProgressLine: Sendable {
    private let title: String
    private let isTerminal: Bool
    private let shown = Mutex(-1)

    init(_ title: String, isTerminal: Bool = Output.isTerminal) {
        self.title = title
        self.isTerminal = isTerminal
    }

    /// Shows that `done` of `total` is done.
    func update(_ done: UInt64, of total: UInt64) {
        let percent = total == 0 ? 100 : Int(min(done, total) * 100 / total)
        let step = self.isTerminal ? percent : percent / 10 * 10
        let isNew = self.shown.withLock { shown in
            defer { shown = max(shown, step) }
            return step > shown
        }
        guard isNew else { return }
        let text = "\(self.title): \(step) % (\(done) of \(total))"
        if self.isTerminal {
            FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
        } else {
            Output.note(text)
        }
    }

    /// Ends the line.
    func finish() {
        if self.isTerminal { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
