internal import Hummingbird
internal import Trail

/// What a page asks of a list of events, by the parameters of its address.
///
/// They are those of the API, so that the address of a page and of a list say the same.
struct ListQuestion: Sendable {
    /// The fields of the address, without what the page itself adds.
    private(set) var fields: [FormField]
    /// What the page adds.
    let fixed: [FormField]
    /// What is asked; `nil` where something is wrong with it.
    private(set) var asked: EventListRequest?
    /// What is wrong.
    let errors: [Problem.FieldError]

    /// Reads the address of `request`.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - list: Which list.
    ///   - own: Parameters of the page that lists do not know.
    ///   - fixed: Parameters that the page adds.
    /// - Throws: ``Problem`` 401 or 403, and 400 for what cannot be read at all.
    init(
        _ request: PageRequest,
        list: EventList,
        own: Set<String> = [],
        fixed: [FormField] = []
    ) throws(Problem) {
        let principal = try request.context.authorizedToRead()
        let all = try request.request.queryFields()
        self.fields = all.filter { !own.contains($0.name) }
        self.fixed = fixed
        do throws(Problem) {
            var asked = try EventListRequest(
                self.fields + fixed,
                list: list,
                tenant: principal.tenant,
                now: request.now
            )
            asked.query = try ReadAccess(principal, tenant: asked.query.tenant).narrow(asked.query)
            self.asked = asked
            self.errors = []
        } catch  where error.kind == .invalidInput {
            self.asked = nil
            self.errors = error.errors
        }
    }

    /// Asks only for events of which `filter` holds as well.
    mutating func narrow(to filter: EventFilter) {
        self.asked?.query.filters.append(filter)
    }

    /// The same question, whose links keep `own` parameters of the page.
    func keeping(_ own: [FormField]) -> Self {
        var question = self
        question.fields = own + self.fields
        return question
    }

    /// The tenant, where the address names one.
    var tenant: [(String, String)] {
        self.fields.filter { $0.name == "tenant_id" }.map { ($0.name, $0.value) }
    }

    /// The parameters that say which events, not which page of them.
    var filters: [(String, String)] {
        (self.fields + self.fixed).filter { !EventFilterForm.paging.contains($0.name) }
            .map { ($0.name, $0.value) }
    }

    /// The address of another page of the same list.
    func link(at place: EventCursor?) -> String? {
        guard let place, let asked else { return nil }
        let kept = self.fields.filter { $0.name != "cursor" && $0.name != "page" }
            .map { ($0.name, $0.value) }
        return QueryText.make(kept + [("cursor", asked.cursor(at: place).text)])
    }

    /// The address of the list with another value of a parameter, from its first page.
    func link(setting name: String, to value: String) -> String {
        let kept = self.fields.filter { !["cursor", "page", name].contains($0.name) }
            .map { ($0.name, $0.value) }
        return QueryText.make(kept + [(name, value)])
    }
}

extension PageRequest {
    /// The address as it should be written, where a form has written it otherwise: without empty
    /// fields, and with times in UTC; `nil` where it is right.
    func tidyAddress() throws(Problem) -> String? {
        let fields = try self.request.queryFields()
        let tidy = fields.compactMap { field -> FormField? in
            guard !field.value.isEmpty else { return nil }
            let isEnd = field.name == "date_to"
            guard isEnd || field.name == "date_from" else { return field }
            let value = LocalTime.value(of: field.value, isEnd: isEnd)
            return FormField(name: field.name, value: value)
        }
        guard tidy != fields else { return nil }
        return self.link(self.page, tidy.map { ($0.name, $0.value) })
    }
}
