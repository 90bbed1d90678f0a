extension Event.Detail {
    /// Reads the `what.detail` of an event of `kind`.
    package init(of kind: Event.Kind, reading reader: inout JSONReader) throws(EventError) {
        switch kind {
        case .page: self = .page(try PageDetail(reading: &reader))
        case .action: self = .action(try ActionDetail(reading: &reader))
        case .crud: self = .crud(try CRUDDetail(reading: &reader))
        case .login: self = .login(try LoginDetail(reading: &reader))
        case .request: self = .request(try RequestDetail(reading: &reader))
        case .cors: self = .cors(try CORSDetail(reading: &reader))
        case .system: self = .system(try SystemDetail(reading: &reader))
        }
    }
}

extension EventError {
    /// A key that the detail must have.
    fileprivate static func missing(detail key: String) -> EventError {
        EventError("what.detail.\(key)", .missing)
    }
}

extension PageDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var path: String?
        var referer: String?
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "path": path = try reader.text("what.detail.path")
            case "referer": referer = try reader.text("what.detail.referer")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard let path else { throw .missing(detail: "path") }
        self.init(path: path, referer: referer)
    }
}

extension ActionDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var type: ActionType?
        var status: Status?
        var remarks: String?
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "action_type":
                type = try reader.oneOf(ActionType.self, "what.detail.action_type")
            case "status": status = try reader.oneOf(Status.self, "what.detail.status")
            case "remarks": remarks = try reader.text("what.detail.remarks")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard let type else { throw .missing(detail: "action_type") }
        self.init(type, status: status ?? .success, remarks: remarks)
    }
}

extension CRUDDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var type: EventType?
        var model: String?
        var before: CanonicalJSON?
        var after: CanonicalJSON?
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "event_type": type = try reader.oneOf(EventType.self, "what.detail.event_type")
            case "model": model = try reader.text("what.detail.model")
            case "before": before = try reader.freeObject("what.detail.before")
            case "after": after = try reader.freeObject("what.detail.after")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard let type else { throw .missing(detail: "event_type") }
        guard let model else { throw .missing(detail: "model") }
        self.init(type, model: model, before: before, after: after)
    }
}

extension LoginDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var type: LoginType?
        var username: String?
        var remarks: String?
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "login_type": type = try reader.oneOf(LoginType.self, "what.detail.login_type")
            case "username": username = try reader.text("what.detail.username")
            case "remarks": remarks = try reader.text("what.detail.remarks")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard let type else { throw .missing(detail: "login_type") }
        self.init(type, username: username, remarks: remarks)
    }
}

extension RequestDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var detail = RequestDetail(method: "", url: "")
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "method": detail.method = try reader.requiredText("what.detail.method")
            case "url": detail.url = try reader.requiredText("what.detail.url")
            case "query": detail.query = try reader.text("what.detail.query")
            case "route": detail.route = try reader.text("what.detail.route")
            case "status":
                guard let status = try reader.wholeNumber("what.detail.status") else { return }
                guard (100...999).contains(status) else {
                    throw EventError("what.detail.status", .outOfRange(minimum: 100, maximum: 999))
                }
                detail.status = Int(status)
            case "duration_us":
                detail.durationMicroseconds = try reader.wholeNumber("what.detail.duration_us")
            case "request_size":
                detail.requestSize = try reader.wholeNumber("what.detail.request_size")
            case "response_size":
                detail.responseSize = try reader.wholeNumber("what.detail.response_size")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard !detail.method.isEmpty else { throw .missing(detail: "method") }
        guard !detail.url.isEmpty else { throw .missing(detail: "url") }
        self = detail
    }
}

extension CORSDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var detail = CORSDetail(method: "", url: "")
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "method": detail.method = try reader.requiredText("what.detail.method")
            case "url": detail.url = try reader.requiredText("what.detail.url")
            case "query": detail.query = try reader.text("what.detail.query")
            case "frontend_url": detail.frontendURL = try reader.text("what.detail.frontend_url")
            case "allowed": detail.isAllowed = try reader.flag("what.detail.allowed")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard !detail.method.isEmpty else { throw .missing(detail: "method") }
        guard !detail.url.isEmpty else { throw .missing(detail: "url") }
        self = detail
    }
}

extension SystemDetail {
    fileprivate init(reading reader: inout JSONReader) throws(EventError) {
        var severity: Severity?
        var detail = SystemDetail(.info, category: "", eventName: "")
        try reader.fields(of: "what.detail") { (key, reader) throws(EventError) in
            switch key {
            case "severity": severity = try reader.oneOf(Severity.self, "what.detail.severity")
            case "category": detail.category = try reader.requiredText("what.detail.category")
            case "event_name": detail.eventName = try reader.requiredText("what.detail.event_name")
            case "message": detail.message = try reader.text("what.detail.message")
            case "source": detail.source = try reader.text("what.detail.source")
            case "traceback": detail.traceback = try reader.text("what.detail.traceback")
            case "facts": detail.facts = try reader.freeObject("what.detail.facts")
            default: throw reader.unknown(key, in: "what.detail")
            }
        }
        guard let severity else { throw .missing(detail: "severity") }
        guard !detail.category.isEmpty else { throw .missing(detail: "category") }
        guard !detail.eventName.isEmpty else { throw .missing(detail: "event_name") }
        detail.severity = severity
        self = detail
    }
}
