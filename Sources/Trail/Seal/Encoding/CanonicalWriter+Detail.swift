extension CanonicalWriter {
    /// The `detail` member of the `what` section.
    mutating func write(_ detail: Event.Detail) {
        self.beginObject()
        switch detail {
        case .page(let page): self.members(of: page)
        case .action(let action): self.members(of: action)
        case .crud(let crud): self.members(of: crud)
        case .login(let login): self.members(of: login)
        case .request(let request): self.members(of: request)
        case .cors(let cors): self.members(of: cors)
        case .system(let system): self.members(of: system)
        }
        self.endObject()
    }

    private mutating func members(of page: PageDetail) {
        self.member("path", page.path)
        self.member("referer", page.referer)
    }

    private mutating func members(of action: ActionDetail) {
        self.member("action_type", action.type.rawValue)
        self.member("remarks", action.remarks)
        self.member("status", action.status.rawValue)
    }

    private mutating func members(of crud: CRUDDetail) {
        self.member("after", crud.after)
        self.member("before", crud.before)
        self.member("event_type", Int64(crud.type.rawValue))
        self.member("model", crud.model)
    }

    private mutating func members(of login: LoginDetail) {
        self.member("login_type", Int64(login.type.rawValue))
        self.member("remarks", login.remarks)
        self.member("username", login.username)
    }

    private mutating func members(of request: RequestDetail) {
        self.member("duration_us", request.durationMicroseconds)
        self.member("method", request.method)
        self.member("query", request.query)
        self.member("request_size", request.requestSize)
        self.member("response_size", request.responseSize)
        self.member("route", request.route)
        self.member("status", request.status.map(Int64.init))
        self.member("url", request.url)
    }

    private mutating func members(of cors: CORSDetail) {
        self.member("allowed", cors.isAllowed)
        self.member("frontend_url", cors.frontendURL)
        self.member("method", cors.method)
        self.member("query", cors.query)
        self.member("url", cors.url)
    }

    private mutating func members(of system: SystemDetail) {
        self.member("category", system.category)
        self.member("event_name", system.eventName)
        self.member("facts", system.facts)
        self.member("message", system.message)
        self.member("severity", system.severity.rawValue)
        self.member("source", system.source)
        self.member("traceback", system.traceback)
    }
}
