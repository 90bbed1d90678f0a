import Foundation

/// Where commands write: results to standard output, what they say about them to standard error.
enum Output {
    /// Writes a line of the result.
    static func line(_ text: String = "") {
        Self.write(Array((text + "\n").utf8))
    }

    /// Writes bytes of the result.
    static func write(_ bytes: [UInt8]) {
        FileHandle.standardOutput.write(Data(bytes))
    }

    /// Says something about the result, to a person.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Whether a person sees what is said.
    static var isTerminal: Bool { isatty(FileHandle.standardError.fileDescriptor) == 1 }
}
