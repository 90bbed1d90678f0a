internal import Hummingbird
internal import Trail

/// What a client asks of a stream: the filters of the list of all kinds, and where to begin.
struct StreamQuery: Sendable {
    /// What is asked of the feed.
    private(set) var request: FeedRequest
    /// Whether each event is named after its kind.
    private(set) var isNamed = false

    /// Parameters of lists that say which page, not which events.
    static var refused: EventListRequest.Refusals {
        let sentence = "A stream has no pages and one order, the ledger's; begin with after."
        return ["page": sentence, "page_size": sentence, "cursor": sentence, "ordering": sentence]
    }

    /// Reads fields of a query.
    ///
    /// - Parameters:
    ///   - fields: What the client said.
    ///   - lastID: Up to where a browser has heard the stream; goes before `after`, which is part
    ///     of the address and stays the same.
    ///   - principal: Who asks; the query is narrowed to what it may see.
    ///   - now: The time from which `last_hours` counts back.
    /// - Throws: ``Problem`` 400 with everything that is wrong, 403 for another tenant.
    init(
        _ fields: [FormField],
        lastID: String? = nil,
        for principal: Principal,
        now: Timestamp
    ) throws(Problem) {
        var own = OwnFields()
        let rest = fields.filter { !own.take($0) }
        if let lastID { own.read(lastID: lastID) }
        var asked: EventListRequest?
        do throws(Problem) {
            asked = try EventListRequest(
                rest,
                list: .all,
                tenant: principal.tenant,
                now: now,
                refusing: Self.refused
            )
        } catch {
            guard error.kind == .invalidInput else { throw error }
            own.errors += error.errors
        }
        guard let asked, own.errors.isEmpty else {
            throw Problem(.invalidInput, errors: own.errors)
        }
        let access = try ReadAccess(principal, tenant: asked.query.tenant)
        self.request = FeedRequest(
            access.narrow(asked.query),
            after: own.cursor,
            follows: own.follows
        )
        self.isNamed = own.isNamed
    }

    /// The parameters that only streams have.
    private struct OwnFields {
        var cursor: FeedCursor?
        var follows = true
        var isNamed = false
        var errors: [Problem.FieldError] = []
        private var seen: Set<String> = []

        /// Takes a field; `false` where it is not one of them.
        mutating func take(_ field: FormField) -> Bool {
            guard ["after", "follow", "named"].contains(field.name) else { return false }
            guard self.seen.insert(field.name).inserted else {
                self.errors.append(.init(field.name, "It is given twice."))
                return true
            }
            switch field.name {
            case "after":
                self.cursor = FeedCursor(field.value)
                if self.cursor == nil { self.errors.append(Self.noCursor("after")) }
            case "follow": self.follows = self.flag(field) ?? true
            default: self.isNamed = self.flag(field) ?? false
            }
            return true
        }

        mutating func read(lastID: String) {
            guard let cursor = FeedCursor(lastID) else {
                return self.errors.append(Self.noCursor("Last-Event-ID"))
            }
            self.cursor = cursor
        }

        private mutating func flag(_ field: FormField) -> Bool? {
            switch field.value.lowercased() {
            case "true", "1": return true
            case "false", "0": return false
            default:
                self.errors.append(.init(field.name, "true or false is expected."))
                return nil
            }
        }

        private static func noCursor(_ name: String) -> Problem.FieldError {
            .init(
                name,
                "The index of an event is expected, as id and ledger_index say it, or start."
            )
        }
    }
}

extension Problem {
    /// Why the feed takes no listener.
    init(_ refusal: FeedRefusal) {
        switch refusal {
        case .notRunning, .full:
            self.init(
                .storeUnavailable,
                refusal == .full
                    ? "There are as many streams as there may be; try again later."
                    : "The live feed does not run; an app runs it as one of its services."
            )
        case .fullForOne:
            self.init(.tooManyRequests, "You have as many streams as one may have.")
        case .beyondLedger:
            self.init(field: "after", "The ledger has not come that far.")
        }
    }
}

extension EventFeed {
    /// Begins to listen for `principal`.
    ///
    /// - Throws: ``Problem``, and what the store throws.
    func subscribe(
        _ request: FeedRequest,
        for principal: Principal
    ) async throws -> FeedSubscription {
        do {
            return try await self.subscribe(
                request,
                owner: principal.tenant.name + "/" + principal.id
            )
        } catch let refusal as FeedRefusal {
            throw Problem(refusal)
        }
    }
}
