extension Event.Actor {
    /// Reads a `who` section.
    package init(reading reader: inout JSONReader) throws(EventError) {
        self.init()
        var actor = self
        var type: Event.ActorType?
        try reader.fields(of: "who") { (key, reader) throws(EventError) in
            switch key {
            case "type": type = try reader.oneOf(Event.ActorType.self, "who.type")
            case "id": actor.id = try reader.text("who.id")
            case "name": actor.name = try reader.text("who.name")
            case "verified": actor.isVerified = try reader.flag("who.verified") ?? false
            case "session": actor.session = try reader.text("who.session")
            case "credential": actor.credential = try reader.text("who.credential")
            case "on_behalf_of":
                guard try !reader.isNull("who.on_behalf_of") else { return }
                actor.onBehalfOf = try Event.Represented(reading: &reader)
            default: throw reader.unknown(key, in: "who")
            }
        }
        actor.type = type ?? (actor.id == nil ? .anonymous : .user)
        self = actor
    }
}

extension Event.Represented {
    /// Reads `who.on_behalf_of`.
    init(reading reader: inout JSONReader) throws(EventError) {
        var type: Event.ActorType?
        var id: String?
        var name: String?
        try reader.fields(of: "who.on_behalf_of") { (key, reader) throws(EventError) in
            switch key {
            case "type": type = try reader.oneOf(Event.ActorType.self, "who.on_behalf_of.type")
            case "id": id = try reader.text("who.on_behalf_of.id")
            case "name": name = try reader.text("who.on_behalf_of.name")
            default: throw reader.unknown(key, in: "who.on_behalf_of")
            }
        }
        guard let id else { throw EventError("who.on_behalf_of.id", .missing) }
        self.init(type: type ?? .user, id: id, name: name)
    }
}

extension Event.Context {
    /// Reads a `where` section.
    package init(reading reader: inout JSONReader) throws(EventError) {
        self.init()
        var context = self
        try reader.fields(of: "where") { (key, reader) throws(EventError) in
            switch key {
            case "ip": context.ip = try reader.address("where.ip")
            case "user_agent": context.userAgent = try reader.text("where.user_agent")
            case "browser": context.browser = try reader.text("where.browser")
            case "platform": context.platform = try reader.text("where.platform")
            case "os": context.os = try reader.text("where.os")
            case "bot": context.isBot = try reader.flag("where.bot")
            case "geo":
                guard try !reader.isNull("where.geo") else { return }
                context.geo = try Event.Geo(reading: &reader)
            case "origin": context.origin = try reader.text("where.origin")
            case "referer": context.referer = try reader.text("where.referer")
            case "request_id": context.requestID = try reader.text("where.request_id")
            case "trace_id": context.traceID = try reader.text("where.trace_id")
            case "source": context.source = try reader.text("where.source")
            case "source_sequence":
                context.sourceSequence = try reader.wholeNumber("where.source_sequence")
            default: throw reader.unknown(key, in: "where")
            }
        }
        self = context
    }
}

extension Event.Geo {
    /// Reads `where.geo`.
    init(reading reader: inout JSONReader) throws(EventError) {
        self.init()
        var geo = self
        try reader.fields(of: "where.geo") { (key, reader) throws(EventError) in
            switch key {
            case "country_code": geo.countryCode = try reader.text("where.geo.country_code")
            case "country": geo.country = try reader.text("where.geo.country")
            case "city": geo.city = try reader.text("where.geo.city")
            case "latitude": geo.latitude = try reader.text("where.geo.latitude")
            case "longitude": geo.longitude = try reader.text("where.geo.longitude")
            default: throw reader.unknown(key, in: "where.geo")
            }
        }
        self = geo
    }
}

extension Event.Target {
    /// Reads an entry of `what.targets`.
    init(reading reader: inout JSONReader, at place: Int) throws(EventError) {
        var type: String?
        var id: String?
        var label: String?
        let path = "what.targets[\(place)]"
        try reader.fields(of: path) { (key, reader) throws(EventError) in
            switch key {
            case "type": type = try reader.text("\(path).type")
            case "id": id = try reader.text("\(path).id")
            case "label": label = try reader.text("\(path).label")
            default: throw reader.unknown(key, in: path)
            }
        }
        guard let type else { throw EventError("\(path).type", .missing) }
        self.init(type: type, id: id, label: label)
    }
}

extension Event.Change {
    /// Reads an entry of `what.changes`; a null is a value here.
    init(reading reader: inout JSONReader, at place: Int) throws(EventError) {
        var field: String?
        var old: CanonicalJSON?
        var new: CanonicalJSON?
        let path = "what.changes[\(place)]"
        try reader.fields(of: path) { (key, reader) throws(EventError) in
            switch key {
            case "field": field = try reader.text("\(path).field")
            case "old": old = try reader.free("\(path).old")
            case "new": new = try reader.free("\(path).new")
            default: throw reader.unknown(key, in: path)
            }
        }
        guard let field else { throw EventError("\(path).field", .missing) }
        self.init(field: field, old: old, new: new)
    }
}

extension JSONReader {
    /// The address at `field`, in canonical text.
    fileprivate mutating func address(
        _ field: @autoclosure () -> String
    ) throws(EventError) -> String? {
        guard let text = try self.text(field()) else { return nil }
        guard let address = IPAddress(text) else {
            throw EventError(field(), .expected("an IPv4 or IPv6 address"))
        }
        return address.description
    }
}
