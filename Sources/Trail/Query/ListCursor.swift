/// A cursor as lists give it out: a place, and the question that it was given out for.
///
/// A place within one question is none within another: whoever changes a filter or the ordering
/// begins with the first page again.
public struct ListCursor: Sendable, Hashable {
    /// The place.
    public var place: EventCursor
    /// The fingerprint of the question.
    public var question: UInt64
    /// From when `last_hours` counts back, so that the window stays the same from page to page;
    /// `nil` where it was not asked for.
    public var askedAt: Timestamp?

    /// A cursor.
    public init(place: EventCursor, question: UInt64, askedAt: Timestamp? = nil) {
        self.place = place
        self.question = question
        self.askedAt = askedAt
    }
}

/// Tells one question from another, in every process and version that reads the same cursors:
/// FNV-1a of 64 bits over texts.
///
/// It guards against mistakes, not against malice: what may be seen never depends on a cursor.
struct QuestionFingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes a text in.
    mutating func add(_ text: String) {
        for byte in text.utf8 { self.add(byte) }
        // No UTF-8 has this byte, so texts cannot run into each other.
        self.add(0xFF)
    }

    private mutating func add(_ byte: UInt8) {
        self.value = (self.value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}
