/// Checkpoints as signed notes, the form in which they are stored and served.
extension Checkpoint {
    /// Reads a checkpoint out of a note, after checking who signed it and of which log it is.
    ///
    /// - Parameters:
    ///   - note: The note as received.
    ///   - origin: The log whose checkpoint this must be.
    ///   - verifiers: The log's own keys; one of them must have signed.
    /// - Throws: ``CheckpointError``.
    public init(
        verifying note: SignedNote,
        origin: String,
        with verifiers: [NoteVerifier]
    ) throws(CheckpointError) {
        do {
            try note.verify(with: verifiers)
        } catch {
            throw .note(error)
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw .originMismatch(found: checkpoint.origin)
        }
        self = checkpoint
    }

    /// Signs the checkpoint; the signer's name should be the origin.
    ///
    /// Whoever signs must make sure that the tree extends every tree signed before.
    /// - Throws: ``CheckpointError/note(_:)`` if signing fails.
    public func signed(by signer: NoteSigner) throws(CheckpointError) -> SignedNote {
        do {
            return try signer.sign(self.text)
        } catch {
            throw .note(error)
        }
    }
}
