/// The newest segments of the tenants that were asked about last.
struct OpenSegments: Sendable {
    /// Tenants that are remembered at the most.
    static let most = 8
    /// For how long after a question what arrives is looked at without being asked.
    private static let attention: Duration = .seconds(3_600)

    private var segments: [Int64: (segment: OpenSegment, asked: ContinuousClock.Instant)] = [:]

    /// What is remembered of a tenant.
    ///
    /// It stays here as well: whoever asks meanwhile must not have to begin anew.
    subscript(tenant: Int64) -> OpenSegment? { self.segments[tenant]?.segment }

    /// Remembers a segment that was asked about.
    mutating func keep(_ segment: OpenSegment, of tenant: Int64) {
        if self.segments.count >= Self.most, self.segments[tenant] == nil {
            self.segments.removeAll()
        }
        self.segments[tenant] = (segment, .now)
    }

    /// Remembers a segment about which nobody has asked anew.
    mutating func follow(_ segment: OpenSegment, of tenant: Int64) {
        // What was forgotten meanwhile, because something was removed, is not brought back.
        self.segments[tenant]?.segment = segment
    }

    /// The tenants that somebody has asked about lately.
    var followed: [Int64] {
        let end = ContinuousClock.now - Self.attention
        return self.segments.filter { $0.value.asked >= end }.map(\.key).sorted()
    }

    /// Whether nothing is remembered.
    var isEmpty: Bool { self.segments.isEmpty }
}
