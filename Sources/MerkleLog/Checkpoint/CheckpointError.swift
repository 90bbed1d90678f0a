/// Why text is no checkpoint, or a checkpoint cannot be trusted.
public enum CheckpointError: Error, Sendable, Equatable {
    /// The bytes are not valid UTF-8.
    case notUTF8
    /// A checkpoint ends with a newline; this one does not.
    case missingNewline
    /// A checkpoint has three lines at least: origin, size and root.
    case tooFewLines(Int)
    /// The origin is empty or has a control character.
    case invalidOrigin
    /// The size is not a decimal number below 2^64 without leading zeros.
    case invalidSize
    /// The root is not 32 bytes in standard base64.
    case invalidRoot
    /// An extension line is empty or has a control character; `line` counts them from 1.
    case invalidExtension(line: Int)
    /// The checkpoint is of another log.
    case originMismatch(found: String)
    /// The note around the checkpoint is malformed or not signed as it should be.
    case note(NoteError)
}
