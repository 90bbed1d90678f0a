package import MerkleLog

extension RemovalRecord {
    /// The hash of the removal list to which a sealed record commits; `nil` where the event is no
    /// such record.
    package static func listHash(in event: SealedEvent) -> Hash? {
        guard let what = event.sections.what?.text else { return nil }
        return what.withUnsafeBufferPointer {
            let scanner = CanonicalScanner($0)
            return scanner.value(at: ["detail", "facts", "sha256"])
                .flatMap(scanner.text).flatMap(Hash.init(hex:))
        }
    }
}
