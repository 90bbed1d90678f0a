internal import Trail

/// A time as tokens say it: seconds since 1970, possibly with a fraction (RFC 7519 §2).
enum NumericDate {
    /// The time that a value says; `nil` where it is no number.
    ///
    /// One that is too far off to say is held to the furthest that can be said.
    static func timestamp(_ value: JSON) -> Timestamp? {
        switch value {
        case .integer(let seconds):
            return Timestamp(microseconds: 0).advanced(by: .seconds(seconds))
        case .double(let seconds): return Self.timestamp(seconds)
        case .digits(let digits): return Double(digits).flatMap(Self.timestamp)
        default: return nil
        }
    }

    private static func timestamp(_ seconds: Double) -> Timestamp? {
        let microseconds = (seconds * 1_000_000).rounded(.down)
        guard !microseconds.isNaN else { return nil }
        guard microseconds > -0x1p63 else { return Timestamp(microseconds: .min) }
        guard microseconds < 0x1p63 else { return Timestamp(microseconds: .max) }
        return Timestamp(microseconds: Int64(microseconds))
    }
}
