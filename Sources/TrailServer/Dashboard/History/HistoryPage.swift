internal import Hummingbird
internal import Trail

/// Everything that happened to one object, or that one actor did.
struct HistoryPage: DashboardPage {
    /// Whose history it is.
    enum Subject: String, Sendable, Hashable {
        case object, actor
    }

    let subject: Subject
    var path: String { self.subject.rawValue }
    let need = PageNeed.reading
    let entry: NavigationEntry?

    init(_ subject: Subject) {
        self.subject = subject
        self.entry =
            switch subject {
            case .object: NavigationEntry(.insights, "Object history", icon: "object")
            case .actor: NavigationEntry(.insights, "Actor history", icon: "user")
            }
    }

    func show(_ request: PageRequest) async throws -> Response {
        if let address = try request.tidyAddress() { return request.redirect(to: address) }
        let fields = try request.request.queryFields()
        let id = fields.first { $0.name == "id" }?.value ?? ""
        let type = fields.first { $0.name == "type" }?.value ?? ""
        let isAsked = !id.isEmpty && (self.subject == .actor || !type.isEmpty)
        var events: EventsView?
        var question = try ListQuestion(
            request,
            list: .all,
            own: ["id", "type"],
            fixed: self.filter(id)
        )
        if isAsked {
            if self.subject == .object {
                question.narrow(to: EventFilter(.targetType, .equals(type)))
            }
            let found = try await EventsFound(question, in: request.site.backend.store)
            events = EventsView(
                question.keeping(fields.filter { ["id", "type"].contains($0.name) }),
                found,
                columns: EventColumn.of(.all),
                caption: "History",
                in: request
            )
        }
        guard question.errors.isEmpty || !isAsked else {
            throw Problem(.invalidInput, errors: question.errors)
        }
        let view = HistoryView(
            self.subject,
            type: type,
            id: id,
            events,
            tenant: question.tenant,
            request
        )
        return request.page(view, title: view.heading)
    }

    private func filter(_ id: String) -> [FormField] {
        guard !id.isEmpty else { return [] }
        return [FormField(name: self.subject == .object ? "object_id" : "user_id", value: id)]
    }
}

/// What ``HistoryPage`` shows.
struct HistoryView: PageView {
    let heading: String
    let historyText: String
    let formAction: String
    /// The tenant that the form is to keep; nothing where the address names none.
    let formTenants: [String]
    let isObject: Bool
    let objectType: String
    let subjectID: String
    let events: EventsView?
    let nothing: EmptyView?

    init(
        _ subject: HistoryPage.Subject,
        type: String,
        id: String,
        _ events: EventsView?,
        tenant: [(String, String)],
        _ request: PageRequest
    ) {
        self.formTenants = tenant.map { $0.1 }
        self.isObject = subject == .object
        self.objectType = type
        self.subjectID = id
        self.formAction = request.link(request.page)
        self.events = events
        let isAsked = events != nil
        switch subject {
        case .object:
            self.heading = isAsked ? "\(type) \(id)" : "Object history"
            self.historyText = "Everything that happened to one object."
        case .actor:
            self.heading = isAsked ? id : "Actor history"
            self.historyText = "What was done by one actor whose identity was verified."
        }
        self.nothing =
            isAsked
            ? nil
            : EmptyView(
                self.isObject ? "Which object?" : "Which actor?",
                self.isObject
                    ? "Enter its type and its id, or follow the link of an object in a list."
                    : "Enter the id, or follow the link of an actor in a list.",
                [("All events", request.link("events", tenant))]
            )
    }

    static let name = "history"
    static let template = """
        {{<layout}}{{$main}}
        <header class="page-head"><h1>{{heading}}</h1><p>{{historyText}}</p></header>
        <form class="filters" method="get" action="{{formAction}}" role="search" \
        aria-label="Whose history">{{#formTenants}}<input type="hidden" name="tenant_id" \
        value="{{.}}">{{/formTenants}}<div class="grid">
        {{#isObject}}<div><label for="type">Type</label><input id="type" name="type" \
        value="{{objectType}}" required autocomplete="off"></div>{{/isObject}}
        <div><label for="id">Id</label><input id="id" name="id" value="{{subjectID}}" required \
        autocomplete="off"></div></div>
        <p class="actions"><button class="primary">Show history</button></p></form>
        {{#.nothing}}{{>empty}}{{/.nothing}}
        {{#.events}}{{>events}}{{/.events}}
        {{/main}}{{/layout}}
        """
}
