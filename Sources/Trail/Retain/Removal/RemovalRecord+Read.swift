package import MerkleLog

extension RemovalRecord {
    /// The hash of the removal list to which a sealed record commits; `nil` where the event is no
    /// such record.
    package static func listHash(in event: SealedEvent) -> Hash? {
        self.fact(["sha256"], in: event).flatMap(Hash.init(hex:))
    }

    /// The name of the copy that a sealed record of a removal names; `nil` where it names none.
    static func archiveName(in event: SealedEvent) -> String? {
        self.fact(["archive", "name"], in: event)
    }

    private static func fact(_ path: [String], in event: SealedEvent) -> String? {
        guard let what = event.sections.what?.text else { return nil }
        return what.withUnsafeBufferPointer {
            let scanner = CanonicalScanner($0)
            return scanner.value(at: ["detail", "facts"] + path).flatMap(scanner.text)
        }
    }
}
