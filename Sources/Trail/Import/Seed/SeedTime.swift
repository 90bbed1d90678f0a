/// A time as the seeds' dumps and tables write it.
struct SeedTime: Sendable, Hashable {
    /// The time; of a truncated one its first microsecond.
    var time: Timestamp
    /// Whether the digits behind the milliseconds may have been cut off, as Django's dumps do.
    var isTruncated: Bool
    /// The text of the local time where it has no offset of its own, as the original hashed it.
    var local: Timestamp?

    /// Parses a time: `2026-11-21T02:38:40.118Z`, or as a table has it
    /// `2026-11-21 02:38:40.118744`.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - zone: What a time without an offset is in.
    ///   - field: The field that it is the value of.
    /// - Throws: ``EventError`` on `field` for another form, or a time without an offset where no
    ///   zone is known.
    init(_ text: String, zone: ImportZone?, field: String) throws(EventError) {
        var bytes = Array(text.utf8)
        if bytes.count > 10, bytes[10] == UInt8(ascii: " ") { bytes[10] = UInt8(ascii: "T") }
        let behind = bytes.dropFirst(19)
        let fraction = behind.first == UInt8(ascii: ".") ? behind.dropFirst() : []
        self.isTruncated = fraction.prefix { (48...57).contains($0) }.count == 3
        let hasOffset = behind.contains { [UInt8(ascii: "+"), UInt8(ascii: "-")].contains($0) }
        if hasOffset || bytes.last == UInt8(ascii: "Z") || bytes.last == UInt8(ascii: "z") {
            guard let time = Timestamp(bytes) else { throw Self.malformed(field) }
            self.time = time
            return
        }
        guard let local = Timestamp(bytes + [UInt8(ascii: "Z")]) else {
            throw Self.malformed(field)
        }
        guard let zone else {
            throw EventError(field, .expected("a time with an offset, or a time zone for it"))
        }
        self.local = zone.isUTC ? nil : local
        self.time = zone.time(of: local)
    }

    private static func malformed(_ field: String) -> EventError {
        EventError(field, .expected("a date-time"))
    }

    /// The times that it may stand for.
    var candidates: Range<Int64> { 0..<(self.isTruncated ? 1_000 : 1) }

    /// What Python prints for the time that many microseconds behind.
    func text(advancedBy microseconds: Int64) -> String {
        let time = self.local ?? self.time
        let exact = Timestamp(microseconds: time.microseconds + microseconds)
        var text = Array(exact.description.utf8.dropLast())
        text[10] = UInt8(ascii: " ")
        if text.suffix(7).elementsEqual(".000000".utf8) { text.removeLast(7) }
        let offset = self.local == nil ? "+00:00" : ""
        return String(decoding: text, as: UTF8.self) + offset
    }
}

/// The time zone of times that say none.
package struct ImportZone: Sendable {
    /// Whether it is UTC.
    let isUTC: Bool
    private let offset: @Sendable (Timestamp) -> Duration

    /// UTC.
    package static let utc = ImportZone(isUTC: true) { _ in .zero }

    /// A zone that is so far east of UTC at a time in UTC.
    package init(isUTC: Bool = false, offset: @escaping @Sendable (Timestamp) -> Duration) {
        self.isUTC = isUTC
        self.offset = offset
    }

    /// The time in UTC of a local time; the earlier one where clocks went back.
    func time(of local: Timestamp) -> Timestamp {
        let guess = local.advanced(by: .zero - self.offset(local))
        return local.advanced(by: .zero - self.offset(guess))
    }
}
