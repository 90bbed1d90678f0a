/// The head of a log: its size and root, as text that is signed (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable, Equatable {
    /// The log's identity, its first line.
    public let origin: String
    /// Number of leaves in the tree.
    public let size: UInt64
    /// The root of the tree of that size.
    public let root: Hash
    /// Lines after the first three, which the specification advises against.
    public let extensionLines: [String]

    /// States a log's head.
    ///
    /// - Throws: ``CheckpointError/invalidOrigin`` or ``CheckpointError/invalidExtension(line:)``
    ///   if a line is empty or has a control character, which includes newline.
    public init(
        origin: String,
        size: UInt64,
        root: Hash,
        extensionLines: [String] = []
    ) throws(CheckpointError) {
        guard Self.isLine(origin) else { throw .invalidOrigin }
        for (position, line) in extensionLines.enumerated() where !Self.isLine(line) {
            throw .invalidExtension(line: position + 1)
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = extensionLines
    }

    private static func isLine(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 }
    }
}
