import Trail
import TrailExcel

/// A failure that a command reports as one sentence.
struct CommandFailure: Error, Sendable {
    /// The sentence, for whoever ran the command.
    var sentence: String
    /// The exit status.
    var status: Int32

    init(_ sentence: String, status: Int32 = 2) {
        self.sentence = sentence
        self.status = status
    }

    /// The failure that `error` amounts to; `nil` for the argument parser's own errors.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as SettingsError: self.init("\(error)")
        case let error as TrailError: self.init(error.message)
        case let error as EventError: self.init("\(error)")
        case let error as WorkbookError: self.init("\(error)")
        case let errors as ParameterErrors:
            self.init(errors.errors.map { "\($0.parameter): \($0.message)" }.joined(separator: " "))
        default: return nil
        }
    }
}
