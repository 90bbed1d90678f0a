import Foundation
import SystemPackage

/// Where commands write: results to standard output, what they say about them to standard error.
enum Output {
    /// Writes a line of the result.
    static func line(_ text: String = "") {
        Self.write(Array((text + "\n").utf8))
    }

    /// Writes bytes of the result.
    ///
    /// A result that nobody can be given is a failure: ends the process with a sentence.
    static func write(_ bytes: [UInt8]) {
        do {
            try FileDescriptor.standardOutput.writeAll(bytes)
        } catch {
            Self.note("trail: cannot write the result: \(error)")
            exit(2)
        }
    }

    /// Says something about the result, to a person.
    static func note(_ text: String) {
        // Nobody is left to be told where this fails.
        _ = try? FileDescriptor.standardError.writeAll(Array((text + "\n").utf8))
    }

    /// Whether a person sees what is said.
    static var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }
}
