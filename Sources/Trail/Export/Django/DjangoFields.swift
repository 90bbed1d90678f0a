/// An event as the fields that the seed's model of its kind has.
///
/// What the models have no field for is left out.
struct DjangoFields {
    /// The fields by name.
    private(set) var fields: [String: JSON] = [:]

    /// The fields of `draft`, without an integrity hash.
    init(_ draft: Event.Draft) {
        self.add(draft.detail, of: draft)
        switch draft.detail {
        case .page: self.addPage(draft)
        case .action: self.addAction(draft)
        case .crud, .login, .request, .cors, .system: self.addCommon(draft)
        }
    }

    private mutating func add(_ detail: Event.Detail, of draft: Event.Draft) {
        switch detail {
        case .page(let page):
            self.fields["path"] = .string(page.path)
            self.fields["referer"] = .string(page.referer ?? "")
        case .action(let action):
            self.fields["action_type"] = .string(action.type.rawValue)
            self.fields["status"] = .string(action.status.rawValue)
            self.fields["remarks"] = Self.text(action.remarks)
        case .crud(let crud): self.add(crud, of: draft)
        case .login(let login):
            self.fields["login_type"] = .integer(Int64(login.type.rawValue))
            self.fields["username"] = Self.text(login.username)
            self.fields["session_key"] = Self.text(draft.actor?.session.map(SeedSession.key))
        case .request(let request): self.add(request)
        case .cors(let cors):
            self.fields["url"] = .string(cors.frontendURL ?? cors.url)
            self.fields["method"] = .string(cors.method)
            self.fields["query_string"] = Self.text(cors.query)
            self.fields["origin"] = Self.text(draft.context.origin)
            self.fields["allowed"] = cors.isAllowed.map { .bool($0) } ?? .null
        case .system(let system):
            self.fields["event_name"] = .string(system.eventName)
            self.fields["severity"] = .string(system.severity.rawValue)
            self.fields["category"] = .string(system.category)
            self.fields["message"] = Self.text(system.message)
            self.fields["source"] = Self.text(system.source)
            self.fields["traceback"] = Self.text(system.traceback)
        }
    }

    private mutating func add(_ request: RequestDetail) {
        self.fields["url"] = .string(request.url)
        self.fields["method"] = .string(request.method)
        self.fields["query_string"] = Self.text(request.query)
        self.fields["response_status"] = request.status.map { .integer(Int64($0)) } ?? .null
        self.fields["response_time_ms"] =
            request.durationMicroseconds.map { .double(Double($0) / 1_000) } ?? .null
        self.fields["request_body_size"] = request.requestSize.map { .integer($0) } ?? .null
        self.fields["response_body_size"] = request.responseSize.map { .integer($0) } ?? .null
    }

    private mutating func add(_ crud: CRUDDetail, of draft: Event.Draft) {
        let target = draft.targets.first
        self.fields["event_type"] = .integer(Int64(crud.type.rawValue))
        self.fields["object_id"] = Self.text(target?.id)
        self.fields["object_repr"] = Self.text(target?.label)
        self.fields["content_type"] = Self.contentType(crud.model)
        self.fields["object_json_repr"] = SeedSnapshot.text(
            model: crud.model,
            fields: crud.after ?? crud.before
        )
        self.fields["changed_fields"] = SeedSnapshot.text(draft.changes, crud.type)
        self.fields["user_pk_as_string"] = .string(Self.userID(draft.actor) ?? "")
    }
}

extension DjangoFields {
    private mutating func addPage(_ draft: Event.Draft) {
        self.fields["user"] = Self.user(draft.actor)
        self.fields["session"] = Self.text(draft.actor?.session.map(SeedSession.key))
        self.fields["ip_address"] = .string(draft.context.ip ?? "")
        self.fields["date"] = Self.time(draft)
    }

    private mutating func addAction(_ draft: Event.Draft) {
        self.fields["actor"] = Self.user(draft.actor)
        self.fields["action_time"] = Self.time(draft)
        self.fields["data"] = Self.free(draft.metadata) ?? .object([:])
        let target = draft.targets.first
        self.fields["content_type"] = target.map { Self.contentType($0.type) } ?? .null
        // The column holds whole numbers only.
        self.fields["object_id"] =
            target?.id.map(Self.key).flatMap { $0.text == nil ? $0 : nil } ?? .null
    }

    private mutating func addCommon(_ draft: Event.Draft) {
        self.fields["user"] = Self.user(draft.actor)
        self.fields["datetime"] = Self.time(draft)
        let context = draft.context
        self.fields["remote_ip"] = Self.text(context.ip)
        self.fields["user_agent"] = Self.text(context.userAgent)
        self.fields["browser"] = Self.text(context.browser)
        self.fields["platform"] = Self.text(context.platform)
        self.fields["operating_system"] = Self.text(context.os)
        self.fields["country_code"] = Self.text(context.geo?.countryCode)
        self.fields["country"] = Self.text(context.geo?.country)
        self.fields["city"] = Self.text(context.geo?.city)
        self.fields["latitude"] = Self.text(context.geo?.latitude)
        self.fields["longitude"] = Self.text(context.geo?.longitude)
        self.fields["extra_data"] = Self.free(draft.metadata) ?? .null
    }

    private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    private static func time(_ draft: Event.Draft) -> JSON {
        draft.occurredAt.map { .string($0.description) } ?? .null
    }

    /// The id of a person who is known for sure; a claim is nobody's.
    private static func userID(_ actor: Event.Actor?) -> String? {
        guard let actor, actor.type == .user, actor.isVerified else { return nil }
        return actor.id
    }

    private static func user(_ actor: Event.Actor?) -> JSON {
        Self.userID(actor).map(Self.key) ?? .null
    }

    /// A key as a number where it is the text of one.
    private static func key(_ text: String) -> JSON {
        guard let number = Int64(text), String(number) == text else { return .string(text) }
        return .integer(number)
    }

    /// A content type by its natural key, which `loaddata` takes for its number.
    private static func contentType(_ model: String) -> JSON {
        guard let dot = model.lastIndex(of: ".") else { return .array(["", .string(model)]) }
        return .array([
            .string(String(model[..<dot])), .string(String(model[model.index(after: dot)...])),
        ])
    }

    /// The caller's free fields without what an import has added; `nil` where there are none.
    private static func free(_ metadata: CanonicalJSON?) -> JSON? {
        guard case .object(var members) = metadata?.value else { return nil }
        members[ImportMapper.originKey] = nil
        return members.isEmpty ? nil : .object(members)
    }
}
