extension Event {
    /// Where an act came from: the `where` section of an event.
    public struct Context: Sendable, Hashable {
        /// The client's address, in canonical text (RFC 5952 for IPv6).
        public var ip: String?
        /// The `User-Agent` header as sent.
        public var userAgent: String?
        /// The browser's family or its client hint.
        public var browser: String?
        /// The platform or its client hint.
        public var platform: String?
        /// The operating system.
        public var os: String?
        /// Whether the client is known to be a bot.
        public var isBot: Bool?
        /// Where the address is on the map.
        public var geo: Geo?
        /// The `Origin` header.
        public var origin: String?
        /// The `Referer` header.
        public var referer: String?
        /// The id of the request within which it happened.
        public var requestID: String?
        /// The W3C trace id.
        public var traceID: String?
        /// The name of the recorder that sent the event.
        public var source: String?
        /// The number of the event in the sequence of its source; shows gaps.
        public var sourceSequence: Int64?

        /// A context in which nothing is known.
        public init() {}

        /// Whether nothing at all is known.
        public var isEmpty: Bool { self == Self.nothing }

        private static let nothing = Self()
    }

    /// A place.
    ///
    /// Coordinates are text, so that no digit is lost or invented.
    public struct Geo: Sendable, Hashable {
        /// ISO 3166-1 alpha-2.
        public var countryCode: String?
        /// The country's English name.
        public var country: String?
        /// The city's English name.
        public var city: String?
        /// Degrees north, decimal.
        public var latitude: String?
        /// Degrees east, decimal.
        public var longitude: String?

        /// A place of which nothing is known.
        public init() {}
    }
}
