/// Turns parameters into a query, one by one, and gathers what is wrong with them.
struct ParameterReader {
    private let kind: Event.Kind?
    private let list: String
    private let now: Timestamp
    private let known: [QueryParameter]
    private var query: EventQuery
    private var page: Int?
    private var sort: EventSort?
    private var cursor: ListCursor?
    private var lastHours: Duration?
    /// What was given of each parameter, by its first name.
    private var seen: [String: (name: String, value: String)] = [:]
    private var errors: [ParameterError] = []

    init(kind: Event.Kind?, list: String, tenant: TenantID, now: Timestamp) {
        self.kind = kind
        self.list = list
        self.now = now
        self.known = QueryParameter.all.filter { $0.exists(on: kind) }
        self.query = EventQuery(tenant: tenant, kinds: kind.map { [$0] } ?? [])
    }

    /// Takes one parameter in.
    mutating func read(_ name: String, _ value: String) {
        guard let parameter = self.known.first(where: { $0.names.contains(name) }) else {
            self.errors.append(ParameterError(name, self.unknown(name)))
            return
        }
        if let (earlier, _) = self.seen.updateValue((name, value), forKey: parameter.names[0]) {
            let message =
                earlier == name ? "It is given twice." : "It means the same as \(earlier)."
            self.errors.append(ParameterError(name, message))
            return
        }
        do {
            try Self.check(value)
            try self.apply(parameter.meaning, value)
        } catch {
            self.errors.append(ParameterError(name, error.message))
        }
    }

    /// The request, if nothing was wrong.
    consuming func request() throws(ParameterErrors) -> EventListRequest {
        let question = self.question
        if let cursor = self.cursor {
            if cursor.question != question {
                let error = EventCursorError.otherQuestion
                self.errors.append(ParameterError("cursor", error.description))
            }
            if self.page != nil {
                let message = "A page and a cursor exclude each other."
                self.errors.append(ParameterError("page", message))
            }
            self.query.cursor = cursor.place
        }
        let askedAt = self.lastHours.map { _ in self.cursor?.askedAt ?? self.now }
        if let lastHours, let askedAt { self.from(askedAt.advanced(by: .zero - lastHours)) }
        if let from = self.query.from, let to = self.query.to, from > to {
            self.errors.append(ParameterError("date_to", "It ends before it begins."))
        }
        guard self.errors.isEmpty else { throw ParameterErrors(self.errors) }
        return EventListRequest(
            query: self.query,
            page: self.page,
            sort: self.sort,
            question: question,
            askedAt: askedAt
        )
    }

    /// The fingerprint of what is asked, whatever page of it and in whatever order it was said.
    private var question: UInt64 {
        var fingerprint = QuestionFingerprint()
        fingerprint.add(self.query.tenant.name)
        fingerprint.add(self.kind?.rawValue ?? "")
        fingerprint.add(self.list)
        for name in self.seen.keys.sorted() where !Self.ofPages.contains(name) {
            fingerprint.add(name)
            fingerprint.add(self.seen[name]?.value ?? "")
        }
        return fingerprint.value
    }

    /// The parameters that say which part of the answer is wanted; the tenant counts by itself.
    private static let ofPages: Set = ["page", "page_size", "cursor", "tenant_id"]

    /// No parameter has a longer value, and none is empty: an empty filter would match all.
    private static func check(_ value: String) throws(ValueError) {
        guard !value.isEmpty else { throw ValueError("A value is expected.") }
        guard value.utf8.count <= QueryParameter.mostBytes else {
            throw ValueError("At most \(QueryParameter.mostBytes) bytes are accepted.")
        }
        guard !value.utf8.contains(0) else {
            throw ValueError("The character U+0000 is not accepted.")
        }
    }

    private func unknown(_ name: String) -> String {
        let elsewhere = QueryParameter.all.first { $0.names.contains(name) }
        if elsewhere != nil { return "This list does not know it; others do." }
        let nearest = NearestWord.to(name, among: self.known.flatMap(\.names))
        return nearest.map { "No such parameter is known; the nearest is \($0)." }
            ?? "No such parameter is known."
    }
}

extension ParameterReader {
    private mutating func apply(
        _ meaning: QueryParameter.Meaning,
        _ value: String
    ) throws(ValueError) {
        switch meaning {
        case .filter(let field, let form):
            self.query.filters.append(EventFilter(field, try form.test(value)))
        case .actor:
            self.query.filters.append(EventFilter(.actorID, .equals(value)))
            self.query.filters.append(EventFilter(.actorIsVerified, .flag(true)))
        case .address: try self.address(value)
        case .kinds: try self.kinds(value)
        case .search:
            do { self.query.search = try SearchTerms(value) } catch {
                throw ValueError(error.description)
            }
        case .from: self.from(try Self.time(value, endOfDay: false))
        case .to: self.query.to = try Self.time(value, endOfDay: true)
        case .lastHours: self.lastHours = try Self.hours(value)
        case .ordering:
            let ordering = try Ordering(value, kind: self.kind)
            self.query.order = ordering.order
            self.sort = ordering.sort
        case .pageSize:
            self.query.limit = Int(try ValueForm.number(value, QueryParameter.pageSizes))
        case .page: self.page = Int(try ValueForm.number(value, QueryParameter.pages))
        case .cursor:
            do { self.cursor = try ListCursor(text: value) } catch {
                throw ValueError(error.description)
            }
        case .tenant:
            do { self.query.tenant = try TenantID(value) } catch {
                throw ValueError(error.message)
            }
        }
    }

    private mutating func address(_ value: String) throws(ValueError) {
        guard let range = AddressRange(value) else {
            throw ValueError("An address or a network such as 203.0.113.0/24 is expected.")
        }
        // Addresses are sealed in canonical text, so one address is found as text is.
        let test = range.single.map { EventFilter.Test.equals($0.description) }
        self.query.filters.append(EventFilter(.ip, test ?? .inNetwork(range)))
    }

    private mutating func kinds(_ value: String) throws(ValueError) {
        for name in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = Event.Kind(rawValue: String(name)) else {
                let names = Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValueError("One or more of \(names) are expected.")
            }
            self.query.kinds.insert(kind)
        }
    }

    /// Of `date_from` and `last_hours`, the later counts.
    private mutating func from(_ time: Timestamp) {
        self.query.from = max(self.query.from ?? time, time)
    }

    private static func time(_ value: String, endOfDay: Bool) throws(ValueError) -> Timestamp {
        // An unescaped + in a URL arrives as a space; only an offset can stand behind one.
        let text = value.replacing(" ", with: "+")
        guard let time = Timestamp(dateOrDateTime: text) else {
            throw ValueError("A date, or a date-time with an offset or Z (RFC 3339) is expected.")
        }
        let isDate = value.utf8.count == 10
        return isDate && endOfDay ? time.advanced(by: .microseconds(86_399_999_999)) : time
    }

    /// Hours as a decimal number, up to a century.
    private static func hours(_ value: String) throws(ValueError) -> Duration {
        let isPlain = value.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 == UInt8(ascii: ".") }
        guard isPlain, let hours = Double(value),
            hours <= Double(QueryParameter.mostHours)
        else {
            throw ValueError(
                "A number of hours from 0 to \(QueryParameter.mostHours) is expected."
            )
        }
        return .seconds(hours * 3_600)
    }
}
