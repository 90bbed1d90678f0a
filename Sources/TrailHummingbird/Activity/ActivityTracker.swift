internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Trail

/// What an ``ActivityMiddleware`` does with an exchange.
struct ActivityTracker<Context: RequestContext>: Sendable {
    let recorder: EventRecorder
    let configuration: ActivityConfiguration
    let reader: any RequestContextReader
    /// Says which users the app knows; absent where everybody is believed.
    let actorExists: CaptureScope.ActorExists?
    /// Whether contexts of this type know the other end of the connection.
    private let knowsPeer = Context.self is any RemoteAddressRequestContext.Type

    init(
        recorder: EventRecorder,
        configuration: ActivityConfiguration,
        reader: any RequestContextReader,
        actorExists: CaptureScope.ActorExists?
    ) {
        let kinds = recorder.capturing.kinds
        var configuration = configuration
        configuration.capturesRequests = configuration.capturesRequests && kinds.contains(.request)
        configuration.capturesCrossOrigin =
            configuration.capturesCrossOrigin && kinds.contains(.cors)
        configuration.capturesErrors = configuration.capturesErrors && kinds.contains(.system)
        self.recorder = recorder
        self.configuration = configuration
        self.reader = reader
        self.actorExists = actorExists
    }

    /// Begins an exchange.
    func begin(_ request: inout Request, _ context: Context) -> Exchange {
        let start = ContinuousClock.now
        let limits = EventLimits()
        let signs = RequestSigns(
            request.head,
            frontendHeader: self.configuration.origins.frontendHeader
        )
        let forwarded = self.forwarded(request, context, signs)
        let path = request.uri.path
        let isCaptured = self.configuration.urls.captures(path)
        let events = Exchange.Events(
            request: isCaptured && self.configuration.capturesRequests,
            crossOrigin: isCaptured && self.configuration.capturesCrossOrigin
                && self.isForeign(signs, request.head.authority, forwarded),
            measures: self.configuration.measuresResponses
        )
        let outer = CaptureScope.current
        let scope = CaptureScope(
            tenant: outer?.tenant,
            actor: outer?.actor,
            context: self.context(of: request, context, signs, isForwarded: forwarded != nil)
        )
        return Exchange(
            start: start,
            occurredAt: self.recorder.clock.now(),
            method: request.method.rawValue.kept(within: limits.word),
            path: path.isEmpty ? "/" : path.kept(within: limits.line),
            query: request.uri.query?.kept(within: limits.text),
            signs: signs,
            claimedID: forwarded == nil ? signs.requestID : nil,
            scope: scope.identifiable(actorExists: self.actorExists),
            events: events,
            bodyMeter: self.meterBody(of: &request, signs, events)
        )
    }

    /// What trusted proxies say of a request, if anything depends on that; `nil` where there is
    /// none of them.
    private func forwarded(
        _ request: Request,
        _ context: Context,
        _ signs: RequestSigns
    ) -> ForwardedRequest? {
        guard signs.origin != nil || signs.requestID != nil else { return nil }
        return self.reader.forwarded(request.headers, peer: self.peer(of: context))
    }

    private func context(
        of request: Request,
        _ context: Context,
        _ signs: RequestSigns,
        isForwarded: Bool
    ) -> Event.Context {
        var place = self.reader.context(of: request.headers, peer: self.peer(of: context))
        // Anyone can send an id; the one that others know the request by is a proxy's.
        let givenID = isForwarded ? signs.requestID : nil
        place.requestID = givenID ?? self.id(of: context)
        place.traceID = signs.traceID
        return place
    }

    /// The address of the connection's other end.
    private func peer(of context: Context) -> String? {
        let known = self.knowsPeer ? (context as? any RemoteAddressRequestContext) : nil
        return known?.remoteAddress?.ipAddress
    }

    /// The id under which Hummingbird logs the request; one of our own where its logger keeps no
    /// metadata, so that what was recorded within one request can always be found together.
    private func id(of context: Context) -> String {
        guard let id = context.logger[metadataKey: "hb.request.id"] else {
            return EventID.random(at: self.recorder.clock.now()).description
        }
        return "\(id)".kept(within: EventLimits().word)
    }

    /// Whether a page of another origin calls, as far as the request says so.
    private func isForeign(
        _ signs: RequestSigns,
        _ authority: String?,
        _ forwarded: ForwardedRequest?
    ) -> Bool {
        if signs.frontendURL != nil { return true }
        guard let origin = signs.origin else { return false }
        let address = ReachedAddress(authority: authority, forwarded: forwarded)
        if address.isOrigin(origin) { return false }
        return !self.configuration.origins.own.contains { Self.isSame($0, origin) }
    }

    /// Whether both texts are the same but for the case of ASCII letters.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8) { one, other in
            one == other || (one | 0x20 == other | 0x20 && (97...122).contains(one | 0x20))
        }
    }

    /// What counts the body of a request that states no length.
    private func meterBody(
        of request: inout Request,
        _ signs: RequestSigns,
        _ events: Exchange.Events
    ) -> ByteMeter? {
        guard signs.statedSize == nil else { return nil }
        // Looked for in any case: the app does not get to see the field.
        if let meter = ArrivingBody.meter(of: &request) { return meter }
        guard self.configuration.countsUnstatedRequestSizes, events.request, events.measures else {
            return nil
        }
        let meter = ByteMeter()
        request.body = RequestBody(asyncSequence: CountedBody(base: request.body, meter: meter))
        return meter
    }
}
