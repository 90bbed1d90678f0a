// The sealed text of each section. Keys stand in canonical order; a name or an order that changes
// here changes every leaf.

extension CanonicalWriter {
    /// The `who` section.
    mutating func write(_ actor: Event.Actor) {
        self.beginObject()
        self.member("credential", actor.credential)
        self.member("id", actor.id)
        self.member("name", actor.name)
        if let represented = actor.onBehalfOf {
            self.key("on_behalf_of")
            self.beginObject()
            self.member("id", represented.id)
            self.member("name", represented.name)
            self.member("type", represented.type.rawValue)
            self.endObject()
        }
        self.member("session", actor.session)
        self.member("type", actor.type.rawValue)
        self.key("verified")
        self.bool(actor.isVerified)
        self.endObject()
    }

    /// The `where` section.
    mutating func write(_ context: Event.Context) {
        self.beginObject()
        self.member("bot", context.isBot)
        self.member("browser", context.browser)
        if let geo = context.geo {
            self.key("geo")
            self.write(geo)
        }
        self.member("ip", context.ip)
        self.member("origin", context.origin)
        self.member("os", context.os)
        self.member("platform", context.platform)
        self.member("referer", context.referer)
        self.member("request_id", context.requestID)
        self.member("source", context.source)
        self.member("source_sequence", context.sourceSequence)
        self.member("trace_id", context.traceID)
        self.member("user_agent", context.userAgent)
        self.endObject()
    }

    /// The `what` section.
    mutating func write(what event: Event) {
        self.beginObject()
        if !event.changes.isEmpty {
            self.key("changes")
            self.beginArray()
            for change in event.changes {
                self.write(change)
            }
            self.endArray()
        }
        self.key("detail")
        self.write(event.detail)
        self.member("metadata", event.metadata)
        if !event.targets.isEmpty {
            self.key("targets")
            self.beginArray()
            for target in event.targets {
                self.write(target)
            }
            self.endArray()
        }
        self.endObject()
    }

    private mutating func write(_ geo: Event.Geo) {
        self.beginObject()
        self.member("city", geo.city)
        self.member("country", geo.country)
        self.member("country_code", geo.countryCode)
        self.member("latitude", geo.latitude)
        self.member("longitude", geo.longitude)
        self.endObject()
    }

    private mutating func write(_ change: Event.Change) {
        self.beginObject()
        self.member("field", change.field)
        self.member("new", change.new)
        self.member("old", change.old)
        self.endObject()
    }

    private mutating func write(_ target: Event.Target) {
        self.beginObject()
        self.member("id", target.id)
        self.member("label", target.label)
        self.member("type", target.type)
        self.endObject()
    }
}

extension CanonicalWriter {
    /// A text member; nothing where there is no text.
    mutating func member(_ key: StaticString, _ text: String?) {
        guard let text else { return }
        self.key(key)
        self.string(text)
    }

    /// A number member; nothing where there is no number.
    mutating func member(_ key: StaticString, _ number: Int64?) {
        guard let number else { return }
        self.key(key)
        self.integer(number)
    }

    /// A flag member; nothing where there is no flag.
    mutating func member(_ key: StaticString, _ flag: Bool?) {
        guard let flag else { return }
        self.key(key)
        self.bool(flag)
    }

    /// A free JSON member; nothing where there is none.
    mutating func member(_ key: StaticString, _ json: CanonicalJSON?) {
        guard let json else { return }
        self.key(key)
        self.raw(json.bytes)
    }
}
