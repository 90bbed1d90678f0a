extension ImportMapper {
    /// What a row says, as a draft without id, time and metadata's origin.
    ///
    /// - Parameters:
    ///   - fields: The row's fields.
    ///   - model: Its model.
    ///   - isTrusted: Whether nothing speaks against the row.
    /// - Returns: The draft.
    /// - Throws: ``EventError`` for a field that says something else than it should, and what the
    ///   lookup throws.
    func draft(
        _ fields: SeedFields,
        _ model: SeedModel,
        isTrusted: Bool
    ) throws -> Event.Draft {
        switch model {
        case .activity: return try self.page(fields)
        case .action: return try self.action(fields)
        case .sessionInfo, .contentType: throw EventError("model", .expected("a log's"))
        case .event(let kind):
            var draft = try self.event(fields, kind)
            draft.context = try Self.context(fields)
            // The seed took whatever name a token states for the user of a request.
            let isClaim = kind == .request || kind == .cors
            draft.actor = draft.actor?.verified(isTrusted && !isClaim)
            if kind == .cors { draft.context.origin = try fields.text("origin") }
            draft.metadata = Self.object(fields.value("extra_data"))
            return draft
        }
    }

    private func event(_ fields: SeedFields, _ kind: Event.Kind) throws -> Event.Draft {
        switch kind {
        case .crud: try self.crud(fields)
        case .login: try Self.login(fields)
        case .request: try Self.request(fields)
        case .cors: try Self.cors(fields)
        case .system: try Self.system(fields)
        case .page, .action: throw EventError("model", .expected("a log's"))
        }
    }

    private func page(_ fields: SeedFields) throws -> Event.Draft {
        let detail = PageDetail(
            path: try fields.required("path"),
            referer: try fields.text("referer")
        )
        var draft = Event.Draft(.page(detail))
        draft.context.ip = Self.address(try fields.text("ip_address"))
        let session = try fields.key("session")
        draft.actor = Self.actor(id: try fields.key("user"), session: session)?.verified(true)
        if let session {
            draft.context.userAgent = try self.lookup.value(of: session, in: .userAgent)
        }
        return draft
    }

    private func action(_ fields: SeedFields) throws -> Event.Draft {
        let detail = ActionDetail(
            try fields.oneOf("action_type"),
            status: try fields.oneOf("status"),
            remarks: try fields.text("remarks")
        )
        var draft = Event.Draft(.action(detail))
        draft.actor = Self.actor(id: try fields.key("actor"))?.verified(true)
        draft.metadata = Self.object(fields.value("data"))
        let id = try fields.key("object_id")
        if let model = try self.contentType(fields) {
            draft.targets = [Event.Target(type: model, id: id)]
        }
        return draft
    }
}

extension ImportMapper {
    private static func login(_ fields: SeedFields) throws -> Event.Draft {
        let username = try fields.text("username")
        let detail = LoginDetail(try fields.oneOf("login_type"), username: username)
        return Event.Draft(
            .login(detail),
            actor: Self.actor(
                id: try fields.key("user"),
                name: username,
                session: try fields.text("session_key")
            )
        )
    }

    private static func request(_ fields: SeedFields) throws -> Event.Draft {
        var detail = RequestDetail(
            method: try fields.required("method"),
            url: try fields.required("url"),
            query: try fields.text("query_string")
        )
        detail.status = try fields.integer("response_status").map { Int(clamping: $0) }
        detail.durationMicroseconds = try fields.microseconds("response_time_ms")
        detail.requestSize = try fields.integer("request_body_size")
        detail.responseSize = try fields.integer("response_body_size")
        var draft = Event.Draft(.request(detail), actor: try Self.user(fields))
        // The seed never recorded a status: that there is none says nothing.
        if detail.status == nil { draft.outcome = .success }
        return draft
    }

    private static func cors(_ fields: SeedFields) throws -> Event.Draft {
        // What the seed calls the url is the page that made the call.
        let page = try fields.required("url")
        let detail = CORSDetail(
            method: try fields.required("method"),
            url: page,
            query: try fields.text("query_string"),
            frontendURL: page,
            isAllowed: try fields.flag("allowed")
        )
        return Event.Draft(.cors(detail), actor: try Self.user(fields))
    }

    private static func system(_ fields: SeedFields) throws -> Event.Draft {
        var detail = SystemDetail(
            try fields.oneOf("severity"),
            category: try fields.required("category"),
            eventName: try fields.required("event_name"),
            message: try fields.text("message")
        )
        detail.source = try fields.text("source")
        detail.traceback = try fields.text("traceback")
        return Event.Draft(.system(detail), actor: try Self.user(fields))
    }

    private static func user(_ fields: SeedFields) throws(EventError) -> Event.Actor? {
        Self.actor(id: try fields.key("user"))
    }

    /// Who acted, by the words of the import; `nil` where nobody is known.
    static func actor(
        id: String?,
        name: String? = nil,
        session: String? = nil
    ) -> Event.Actor? {
        guard id != nil || session != nil else { return nil }
        return Event.Actor(
            type: id == nil ? .anonymous : .user,
            id: id,
            name: id == nil ? nil : name,
            session: session.map(SeedSession.name),
            credential: "import"
        )
    }

    private static func context(_ fields: SeedFields) throws(EventError) -> Event.Context {
        var context = Event.Context()
        context.ip = Self.address(try fields.text("remote_ip"))
        context.userAgent = try fields.text("user_agent")
        context.browser = try fields.text("browser")
        context.platform = try fields.text("platform")
        context.os = try fields.text("operating_system")
        var geo = Event.Geo()
        geo.countryCode = try fields.text("country_code")
        geo.country = try fields.text("country")
        geo.city = try fields.text("city")
        geo.latitude = try fields.text("latitude")
        geo.longitude = try fields.text("longitude")
        if geo != Event.Geo() { context.geo = geo }
        return context
    }

    /// The address, where it is one: a header of several tells of none that could be believed.
    private static func address(_ text: String?) -> String? {
        text.flatMap { IPAddress($0) }?.description
    }

    private static func object(_ value: JSON) -> CanonicalJSON? {
        guard case .object(let members) = value, !members.isEmpty,
            members[ImportMapper.originKey] == nil
        else { return nil }
        return CanonicalJSON(value)
    }
}

extension Event.Actor {
    /// The actor, verified or not; nobody's identity is a claim either way.
    fileprivate func verified(_ isVerified: Bool) -> Self {
        var actor = self
        actor.isVerified = isVerified && self.id != nil
        return actor
    }
}
