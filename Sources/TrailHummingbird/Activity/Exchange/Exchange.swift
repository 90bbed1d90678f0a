internal import HTTPTypes
internal import Hummingbird
internal import Trail

/// An HTTP exchange as far as the request tells, and the events that are made of it at its end.
struct Exchange: Sendable {
    let start: ContinuousClock.Instant
    let occurredAt: Timestamp
    let method: String
    let path: String
    let query: String?
    let signs: RequestSigns
    /// The id that a client gave the request whom nobody vouches for.
    let claimedID: String?
    /// Who and from where; knows at the end who signed in meanwhile.
    let scope: CaptureScope
    /// Which events are made.
    let events: Events
    /// Counts a request body whose length was not stated.
    let bodyMeter: ByteMeter?

    /// Which events are made of an exchange.
    struct Events: Sendable {
        var request: Bool
        var crossOrigin: Bool
        var measures: Bool

        var isEmpty: Bool { !self.request && !self.crossOrigin }
    }

    /// The events of the exchange, now that it has ended as `end` says.
    func drafts(_ end: ExchangeEnd) -> [Event.Draft] {
        var drafts: [Event.Draft] = []
        if self.events.request { drafts.append(self.request(end)) }
        if self.events.crossOrigin { drafts.append(self.crossOrigin(end)) }
        return drafts
    }

    private func request(_ end: ExchangeEnd) -> Event.Draft {
        var detail = RequestDetail(method: self.method, url: self.path, query: self.query)
        detail.route = end.route
        detail.status = end.status
        if self.events.measures {
            detail.durationMicroseconds = (end.time ?? .now).microseconds(since: self.start)
            detail.requestSize = self.signs.statedSize ?? self.bodyMeter?.count
            detail.responseSize = end.responseSize
        }
        var draft = Event.Draft(.request(detail))
        if end.isCut { draft.outcome = .failure }
        draft.metadata = self.metadata(end)
        draft.occurredAt = self.occurredAt
        return self.scope.complete(draft)
    }

    private func crossOrigin(_ end: ExchangeEnd) -> Event.Draft {
        let limit = EventLimits().line
        var draft = Event.Draft(
            .cors(
                CORSDetail(
                    method: self.method,
                    url: self.path,
                    query: self.query,
                    frontendURL: self.signs.frontendURL?.kept(within: limit),
                    isAllowed: self.isAllowed(by: end.allowedOrigin)
                )
            )
        )
        draft.occurredAt = self.occurredAt
        return self.scope.complete(draft)
    }

    /// Whether a browser lets the page see the response; nobody decides without `Origin`.
    private func isAllowed(by allowed: String?) -> Bool? {
        guard let origin = self.signs.origin else { return nil }
        return allowed == "*" || allowed == origin
    }

    /// What few exchanges have: the time to the first byte of a streamed body, the status of the
    /// head where the exchange ended otherwise than it said, and an id that the client made up.
    private func metadata(_ end: ExchangeEnd) -> CanonicalJSON? {
        let firstByte = self.events.measures ? end.firstByte : nil
        guard firstByte != nil || end.sentStatus != nil || self.claimedID != nil else {
            return nil
        }
        var members: [String: JSON] = [:]
        if let firstByte {
            members["first_byte_us"] = .integer(firstByte.microseconds(since: self.start))
        }
        if let status = end.sentStatus { members["sent_status"] = .integer(Int64(status)) }
        if let claimedID { members["client_request_id"] = .string(claimedID) }
        return CanonicalJSON(.object(members))
    }
}

extension ContinuousClock.Instant {
    /// Whole microseconds from `other` until this time.
    func microseconds(since other: Self) -> Int64 {
        let (seconds, attoseconds) = other.duration(to: self).components
        return max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}
