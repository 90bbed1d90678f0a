/// An event as the bytes that will be sealed: header, canonical sections, salts and digests.
///
/// Encoding is the dear part of sealing and needs no lock, so it is done where the event is
/// recorded; index, time of recording and leaf are added by a ``Sealer`` under the ledger's lock.
public struct EncodedEvent: Sendable, Hashable {
    /// What a caller stated itself, as opposed to what the recorder added.
    ///
    /// A repetition of the event under the same id must agree in these parts and may differ in the
    /// others: a retry may come over another connection.
    public struct Stated: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: UInt8

        /// The parts in `rawValue`.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// The caller gave `occurredAt`.
        public static let occurredAt = Self(rawValue: 1)
        /// The caller gave the actor.
        public static let who = Self(rawValue: 2)
        /// The caller gave the context.
        public static let `where` = Self(rawValue: 4)
        /// The caller gave targets, changes, detail or metadata.
        public static let what = Self(rawValue: 8)
        /// The caller gave the id; without it there is nothing that could be repeated.
        public static let id = Self(rawValue: 16)
        /// The caller gave everything.
        public static let all: Self = [.occurredAt, .who, .where, .what, .id]
    }

    /// The part that stays for ever.
    public let header: EventHeader
    /// The parts that can be erased.
    public let sections: Sections
    /// The digests of the sections.
    public let digests: SectionDigests
    /// What the caller stated itself.
    public let stated: Stated

    /// Takes over what has been encoded, and computes the digests.
    public init(header: EventHeader, sections: Sections, stated: Stated) {
        self.header = header
        self.sections = sections
        self.stated = stated
        self.digests = SectionDigests(of: sections)
    }

    /// How many bytes it takes in a buffer, closely enough to bound one.
    public var byteCount: Int { 256 + self.sections.byteCount }
}
