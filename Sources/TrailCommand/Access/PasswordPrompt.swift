import Foundation
import SystemPackage
import TrailServer

/// Asks for a new password: without an echo on a terminal, twice; else a line of standard input.
struct PasswordPrompt {
    /// The name of the user, which the password must not be.
    let name: String

    /// The password.
    ///
    /// - Throws: ``CommandFailure`` for one that is not good enough.
    func password() throws(CommandFailure) -> String {
        let isTerminal = isatty(FileDescriptor.standardInput.rawValue) == 1
        let password = try isTerminal ? self.ask("Password for \(self.name): ") : Self.line()
        if let objection = PasswordRule.objection(to: password, of: self.name) {
            throw CommandFailure("the password is not good enough: \(objection)")
        }
        guard isTerminal else { return password }
        guard try self.ask("Once more: ") == password else {
            throw CommandFailure("the two passwords differ")
        }
        return password
    }

    /// Asks on a terminal that shows nothing of the answer, and puts it back as it was.
    private func ask(_ question: String) throws(CommandFailure) -> String {
        let terminal = FileDescriptor.standardInput.rawValue
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else {
            throw CommandFailure("the password cannot be read without showing it")
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else {
            throw CommandFailure("the password cannot be read without showing it")
        }
        defer {
            tcsetattr(terminal, TCSAFLUSH, &before)
            Output.note("")
        }
        _ = try? FileDescriptor.standardError.writeAll(Array(question.utf8))
        return try Self.line()
    }

    private static func line() throws(CommandFailure) -> String {
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw CommandFailure("no password was given")
        }
        return line
    }
}
