internal import NIOCore

/// The bounds of one connection.
struct ConnectionLimits: Sendable {
    /// The longest body for which `Expect: 100-continue` is answered by `100`, in bytes.
    var body: Int
    /// How long a client may leave its response unread.
    var stall: TimeAmount
    /// How many bytes of a request are still read after its response, so that the connection can
    /// be used again.
    var surplus = 262_144
    /// How long the connection of a client that was let go stays half open.
    var linger: TimeAmount = .seconds(2)
    /// How long an exchange may still take once the server stops.
    var farewell: TimeAmount = .seconds(5)
}

/// Which part of a request and its response a connection is in; pure.
struct ConnectionExchange {
    private let surplusLimit: Int
    /// Whether a request is being read.
    private(set) var isRequestOpen = false
    private var responsesDue = 0
    private var closes = false
    private var isLastRequest = false
    private var surplus = 0
    /// Whether nothing is read or written any more.
    private(set) var isLeaving = false

    init(surplus: Int) {
        self.surplusLimit = surplus
    }

    /// Whether a request is being read or answered.
    var isOpen: Bool { self.isRequestOpen || self.responsesDue > 0 }
    /// Whether the connection ends now that a response has ended.
    var mustLeave: Bool { self.closes && self.responsesDue == 0 }
    /// Whether more was sent after the response than is worth reading.
    var isExhausted: Bool { self.surplus > self.surplusLimit }

    /// Whether the response that comes next is the last one, for its request said so.
    var answersLast: Bool { self.isLastRequest && self.responsesDue == 1 }

    mutating func readHead(closes: Bool = false) {
        self.isLastRequest = self.isLastRequest || closes
        self.isRequestOpen = true
        self.responsesDue += 1
        self.surplus = 0
    }

    mutating func readBody(_ count: Int) {
        if self.responsesDue == 0 { self.surplus += count }
    }

    mutating func readEnd() {
        self.isRequestOpen = false
    }

    mutating func writeHead(closes: Bool) {
        self.closes = self.closes || closes
    }

    mutating func writeEnd() {
        self.responsesDue -= 1
    }

    mutating func leave() {
        self.isLeaving = true
    }
}
