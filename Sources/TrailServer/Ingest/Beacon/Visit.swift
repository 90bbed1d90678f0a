internal import Trail

/// What a client says of a page it went to, as sent.
struct VisitFields: Sendable, Hashable {
    /// When; required.
    var date: String?
    /// Where to; the path of the `Referer` header when absent.
    var path: String?
    /// Where the user came from.
    var referer: String?
    /// The client's own key, which makes a retry harmless.
    var id: String?
    /// What happened on the page; nothing for going there.
    var event: String?
    /// What the client says of it besides.
    var data: CanonicalJSON?

    private static let names = ["date", "path", "referer", "id", "event"]

    /// Nothing said.
    init() {}

    /// The known fields of a form; others are passed over, for a form may carry a token of the
    /// app's own.
    ///
    /// - Throws: ``Problem`` 400 for a field that is given twice.
    init(_ form: [FormField]) throws(Problem) {
        var errors: [Problem.FieldError] = []
        var seen: Set<String> = []
        for field in form where Self.names.contains(field.name) || field.name == "data" {
            if !seen.insert(field.name).inserted {
                errors.append(.init(field.name, "The field is given more than once."))
            }
            guard field.name == "data" else {
                self[field.name] = field.value
                continue
            }
            guard !field.value.isEmpty else { continue }
            do throws(JSONError) {
                self.data = try CanonicalJSON(parsing: Array(field.value.utf8))
            } catch {
                errors.append(.init("data", EventError("data", .expected("a JSON object")).message))
            }
        }
        guard errors.isEmpty else { throw Problem(.invalidInput, errors: errors) }
    }

    /// The known members of a JSON object; others are passed over, and null counts as absent.
    ///
    /// - Throws: ``Problem`` 400 for anything but an object, and for a member that is no text.
    init(_ text: [UInt8], in range: Range<Int>) throws(Problem) {
        var fields = Self()
        var errors: [Problem.FieldError] = []
        var reader = JSONReader(text, in: range)
        do throws(JSONError) {
            try reader.object(orThrow: { $0 }) { (key, reader) throws(JSONError) in
                if key == "data" {
                    if try !reader.null() { fields.data = try reader.canonical() }
                } else if !Self.names.contains(key) {
                    try reader.skip()
                } else if reader.peek() == UInt8(ascii: "\"") {
                    fields[key] = try reader.string()
                } else if try !reader.null() {
                    try reader.skip()
                    errors.append(.init(key, EventError(key, .expected("a text")).message))
                }
            }
            try reader.expectEnd()
        } catch {
            throw Problem(error)
        }
        guard errors.isEmpty else { throw Problem(.invalidInput, errors: errors) }
        self = fields
    }

    private subscript(name: String) -> String? {
        get {
            switch name {
            case "date": self.date
            case "path": self.path
            case "referer": self.referer
            case "event": self.event
            default: self.id
            }
        }
        set {
            switch name {
            case "date": self.date = newValue
            case "path": self.path = newValue
            case "referer": self.referer = newValue
            case "event": self.event = newValue
            default: self.id = newValue
            }
        }
    }
}

/// A page that a client went to, or what happened on it.
struct Visit: Sendable, Hashable {
    /// When, by the client's clock.
    let date: Timestamp
    /// Where to.
    let page: PageDetail
    /// What happened on the page; `nil` for going there.
    let action: Action?
    /// What the client says of it besides.
    let data: CanonicalJSON?
    /// The client's own key.
    let id: EventID?

    /// What `fields` say; the `Referer` header stands in for a path that is not said.
    ///
    /// - Throws: ``Problem`` 400 naming every field that is missing or wrong. No date format but
    ///   RFC 3339 with an offset or `Z` is guessed.
    init(_ fields: VisitFields, refererHeader: String?) throws(Problem) {
        var errors: [Problem.FieldError] = []
        func text(_ text: String?) -> String? { text?.isEmpty ?? true ? nil : text }
        func wrong(_ field: String, _ reason: EventError.Reason) {
            errors.append(.init(field, EventError(field, reason).message))
        }
        let date = text(fields.date).map { Timestamp($0) }
        switch date {
        case .none: wrong("date", .missing)
        case .some(.none): wrong("date", .expected("an RFC 3339 date-time with an offset or Z"))
        case .some(.some): break
        }
        let path = text(fields.path) ?? refererHeader.flatMap { Self.path(of: $0) }
        if path == nil {
            errors.append(.init("path", "This field is required where no Referer has a path."))
        }
        var action: Action?
        do throws(EventError) {
            // Anybody may post here: what a browser says never looks like what a program recorded.
            action = try text(fields.event).map { name throws(EventError) in
                try Action("page." + name)
            }
        } catch {
            wrong("event", error.reason)
        }
        let id = text(fields.id).map { EventID($0) }
        if case .some(.none) = id { wrong("id", .expected("a UUID")) }
        guard errors.isEmpty, let date = date ?? nil, let path else {
            throw Problem(.invalidInput, errors: errors)
        }
        self.date = date
        self.page = PageDetail(path: path, referer: text(fields.referer))
        self.action = action
        self.data = fields.data
        self.id = id ?? nil
    }

    /// The path of an absolute URL or of a path, without query and fragment; `nil` where it has
    /// none.
    static func path(of url: String) -> String? {
        var rest = url[...]
        if let slashes = rest.firstRange(of: "://") {
            rest = rest[slashes.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
        }
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        return path.first == "/" ? String(path) : nil
    }
}

extension Problem {
    /// An error on a sealed field, under the name that the beacon gives it.
    init(ofVisit error: EventError) {
        let field =
            switch error.field {
            case "occurred_at": "date"
            case "what.detail.path": "path"
            case "what.detail.referer": "referer"
            case "what.metadata": "data"
            default: error.field
            }
        self.init(field: field, error.message)
    }
}
