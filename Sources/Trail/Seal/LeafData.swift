public import MerkleLog

/// What a leaf is the hash of: the header, the time of recording and the sections' digests, as
/// RFC 8785 canonical JSON.
///
/// The index is not in it. A key, its order or the form of a value that changes here changes
/// every leaf.
public enum LeafData {
    /// The version of the form, sealed as `v`.
    public static let version = 1

    /// The leaf data of an event in its ledger.
    public static func bytes(of event: SealedEvent) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        self.append(
            event.header,
            recordedAt: event.recordedAt,
            digests: SectionDigests(of: event.sections),
            to: &bytes
        )
        return bytes
    }

    /// The leaf hash that follows from an event's header, time of recording and sections,
    /// whatever hash the event carries.
    public static func hash(of event: SealedEvent) -> Hash {
        .leaf(self.bytes(of: event))
    }

    /// The leaf hash of an event, with its data left in `scratch`, whose memory is used again.
    package static func hash(
        _ header: EventHeader,
        recordedAt: Timestamp,
        digests: SectionDigests,
        scratch: inout [UInt8]
    ) -> Hash {
        scratch.removeAll(keepingCapacity: true)
        self.append(header, recordedAt: recordedAt, digests: digests, to: &scratch)
        return .leaf(scratch)
    }

    /// Appends leaf data to `output`.
    ///
    /// Nothing in it needs escaping: ids, times and digests are written by us, and the words of a
    /// header are of `[a-z0-9_.-]`.
    static func append(
        _ header: EventHeader,
        recordedAt: Timestamp,
        digests: SectionDigests,
        to output: inout [UInt8]
    ) {
        self.append("{\"action\":\"", to: &output)
        output.append(contentsOf: header.action.name.utf8)
        self.append("\",\"id\":\"", to: &output)
        header.id.append(to: &output)
        self.append(header.isImported ? Self.importedKind : Self.kind, to: &output)
        output.append(contentsOf: header.kind.rawValue.utf8)
        self.append("\",\"occurred_at\":\"", to: &output)
        header.occurredAt.append(to: &output)
        self.append("\",\"outcome\":\"", to: &output)
        output.append(contentsOf: header.outcome.rawValue.utf8)
        self.append("\",\"recorded_at\":\"", to: &output)
        recordedAt.append(to: &output)
        self.append("\",\"tenant\":\"", to: &output)
        output.append(contentsOf: header.tenant.name.utf8)
        self.append("\",\"v\":1", to: &output)
        self.append(digests.what, as: ",\"what\":\"", to: &output)
        self.append(digests.where, as: ",\"where\":\"", to: &output)
        self.append(digests.who, as: ",\"who\":\"", to: &output)
        output.append(UInt8(ascii: "}"))
    }

    private static let kind: StaticString = "\",\"kind\":\""
    private static let importedKind: StaticString = "\",\"imported\":true,\"kind\":\""

    private static func append(_ digest: Hash?, as key: StaticString, to output: inout [UInt8]) {
        guard let digest else { return }
        self.append(key, to: &output)
        digest.appendHex(to: &output)
        output.append(UInt8(ascii: "\""))
    }

    private static func append(_ text: StaticString, to output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }
}
