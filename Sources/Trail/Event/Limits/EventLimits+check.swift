extension EventLimits {
    /// Accepts `draft`, or names the first field that is out of bounds.
    func check(_ draft: Event.Draft) throws(EventError) {
        var total = 0
        try self.check(draft.actor, &total)
        try self.check(draft.context, &total)
        try self.check(draft.targets, &total)
        try self.check(draft.changes, &total)
        try self.check(draft.detail, &total)
        try self.object(draft.metadata, "what.metadata", &total)
        guard total <= self.event else { throw EventError("what", .tooLong(limit: self.event)) }
    }

    private func check(_ actor: Event.Actor?, _ total: inout Int) throws(EventError) {
        guard let actor else { return }
        try self.optional(actor.id, "who.id", self.word, &total)
        if actor.type != .anonymous, actor.id == nil, actor.name == nil {
            throw EventError("who.id", .missing)
        }
        try self.optional(actor.name, "who.name", self.word, &total)
        try self.optional(actor.session, "who.session", self.word, &total)
        try self.optional(actor.credential, "who.credential", self.word, &total)
        guard let represented = actor.onBehalfOf else { return }
        try self.required(represented.id, "who.on_behalf_of.id", self.word, &total)
        try self.optional(represented.name, "who.on_behalf_of.name", self.word, &total)
    }

    private func check(_ context: Event.Context, _ total: inout Int) throws(EventError) {
        try self.optional(context.ip, "where.ip", self.word, &total)
        try self.optional(context.userAgent, "where.user_agent", self.line, &total)
        try self.optional(context.browser, "where.browser", self.word, &total)
        try self.optional(context.platform, "where.platform", self.word, &total)
        try self.optional(context.os, "where.os", self.word, &total)
        try self.optional(context.origin, "where.origin", self.line, &total)
        try self.optional(context.referer, "where.referer", self.line, &total)
        try self.optional(context.requestID, "where.request_id", self.word, &total)
        try self.optional(context.traceID, "where.trace_id", self.word, &total)
        try self.optional(context.source, "where.source", self.word, &total)
        try self.count(context.sourceSequence, "where.source_sequence")
        guard let geo = context.geo else { return }
        try self.optional(geo.countryCode, "where.geo.country_code", self.word, &total)
        try self.optional(geo.country, "where.geo.country", self.word, &total)
        try self.optional(geo.city, "where.geo.city", self.word, &total)
        try self.optional(geo.latitude, "where.geo.latitude", self.word, &total)
        try self.optional(geo.longitude, "where.geo.longitude", self.word, &total)
    }

    private func check(_ targets: [Event.Target], _ total: inout Int) throws(EventError) {
        guard targets.count <= self.targets else {
            throw EventError("what.targets", .tooMany(limit: self.targets))
        }
        for (place, target) in targets.enumerated() {
            try self.required(target.type, "what.targets[\(place)].type", self.word, &total)
            try self.optional(target.id, "what.targets[\(place)].id", self.word, &total)
            try self.optional(target.label, "what.targets[\(place)].label", self.text, &total)
        }
    }

    private func check(_ changes: [Event.Change], _ total: inout Int) throws(EventError) {
        guard changes.count <= self.changes else {
            throw EventError("what.changes", .tooMany(limit: self.changes))
        }
        var fields: Set<[UInt8]> = []
        for (place, change) in changes.enumerated() {
            guard fields.insert(Array(change.field.utf8)).inserted else {
                throw EventError("what.changes[\(place)].field", .repeated)
            }
            try self.required(change.field, "what.changes[\(place)].field", self.word, &total)
            try self.value(change.old, "what.changes[\(place)].old", &total)
            try self.value(change.new, "what.changes[\(place)].new", &total)
        }
    }

    private func check(_ detail: Event.Detail, _ total: inout Int) throws(EventError) {
        switch detail {
        case .page(let page):
            try self.required(page.path, "what.detail.path", self.line, &total)
            try self.optional(page.referer, "what.detail.referer", self.line, &total)
        case .action(let action):
            try self.optional(action.remarks, "what.detail.remarks", self.text, &total)
        case .crud(let crud):
            try self.required(crud.model, "what.detail.model", self.word, &total)
            try self.object(crud.before, "what.detail.before", &total)
            try self.object(crud.after, "what.detail.after", &total)
        case .login(let login):
            try self.optional(login.username, "what.detail.username", self.word, &total)
            try self.optional(login.remarks, "what.detail.remarks", self.text, &total)
        case .request(let request): try self.check(request, &total)
        case .cors(let cors):
            try self.required(cors.method, "what.detail.method", self.word, &total)
            try self.required(cors.url, "what.detail.url", self.line, &total)
            try self.optional(cors.query, "what.detail.query", self.text, &total)
            try self.optional(cors.frontendURL, "what.detail.frontend_url", self.line, &total)
        case .system(let system):
            try self.required(system.category, "what.detail.category", self.word, &total)
            try self.required(system.eventName, "what.detail.event_name", self.word, &total)
            try self.optional(system.message, "what.detail.message", self.text, &total)
            try self.optional(system.source, "what.detail.source", self.word, &total)
            try self.optional(system.traceback, "what.detail.traceback", self.traceback, &total)
            try self.object(system.facts, "what.detail.facts", &total)
        }
    }

    private func check(_ request: RequestDetail, _ total: inout Int) throws(EventError) {
        try self.required(request.method, "what.detail.method", self.word, &total)
        try self.required(request.url, "what.detail.url", self.line, &total)
        try self.optional(request.query, "what.detail.query", self.text, &total)
        try self.optional(request.route, "what.detail.route", self.line, &total)
        if let status = request.status {
            try self.number(Int64(status), "what.detail.status", 100...999)
        }
        try self.count(request.durationMicroseconds, "what.detail.duration_us")
        try self.count(request.requestSize, "what.detail.request_size")
        try self.count(request.responseSize, "what.detail.response_size")
    }
}

extension EventLimits {
    /// The largest integer that every JSON reader keeps exactly: 2^53 − 1.
    static let safeInteger = Int64(JSONNumber.safeInteger)

    private func required(
        _ text: String,
        _ field: @autoclosure () -> String,
        _ limit: Int,
        _ total: inout Int
    ) throws(EventError) {
        guard !text.isEmpty else { throw EventError(field(), .empty) }
        try self.optional(text, field(), limit, &total)
    }

    private func optional(
        _ text: String?,
        _ field: @autoclosure () -> String,
        _ limit: Int,
        _ total: inout Int
    ) throws(EventError) {
        guard let text else { return }
        let count = text.utf8.count
        guard count <= limit else { throw EventError(field(), .tooLong(limit: limit)) }
        guard !text.utf8.contains(0) else { throw EventError(field(), .nullCharacter) }
        total += count
    }

    private func value(
        _ json: CanonicalJSON?,
        _ field: @autoclosure () -> String,
        _ total: inout Int
    ) throws(EventError) {
        guard let json else { return }
        guard json.bytes.count <= self.json else {
            throw EventError(field(), .tooLong(limit: self.json))
        }
        guard !json.isNested(deeperThan: self.jsonDepth) else {
            throw EventError(field(), .tooDeep(limit: self.jsonDepth))
        }
        total += json.bytes.count
    }

    private func object(
        _ json: CanonicalJSON?,
        _ field: @autoclosure () -> String,
        _ total: inout Int
    ) throws(EventError) {
        guard let json else { return }
        guard json.isObject else { throw EventError(field(), .expected("a JSON object")) }
        try self.value(json, field(), &total)
    }

    private func count(
        _ value: Int64?,
        _ field: @autoclosure () -> String
    ) throws(EventError) {
        guard let value else { return }
        try self.number(value, field(), 0...Self.safeInteger)
    }

    private func number(
        _ value: Int64,
        _ field: @autoclosure () -> String,
        _ range: ClosedRange<Int64>
    ) throws(EventError) {
        guard range.contains(value) else {
            throw EventError(
                field(),
                .outOfRange(minimum: range.lowerBound, maximum: range.upperBound)
            )
        }
    }
}
