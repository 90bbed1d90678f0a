extension Event.Draft {
    /// Parses a draft in its JSON form, which is that of a sealed event.
    ///
    /// Header keys stand beside the sections `who`, `where` and `what`. Only `kind` and the `what`
    /// that the kind demands must be there; an unknown key is refused, a null counts as absent.
    /// With `"v": 1` free JSON is read as it is sealed: `number:`, `bytes:` and `string:` in front
    /// of a text are tags; without it they are part of the text.
    ///
    /// - Throws: ``EventError`` naming the field; `body` for what is not an object.
    public init(parsing json: [UInt8], depth: Int = 32) throws(EventError) {
        var reader = JSONReader(json, depth: depth)
        try self.init(reading: &reader)
        guard reader.isAtEnd else {
            throw EventError("body", JSONError(.trailing, at: reader.position))
        }
    }

    /// Reads a draft at the reader's place.
    package init(reading reader: inout JSONReader) throws(EventError) {
        var parts = Parts()
        try reader.fields(of: "body") { (key, reader) throws(EventError) in
            try parts.read(key, &reader)
        }
        guard let kind = parts.kind else { throw EventError("kind", .missing) }
        self = try parts.draft(of: kind, from: reader)
        self.id = parts.id
        self.tenant = parts.tenant
        self.occurredAt = parts.occurredAt
        self.action = parts.action
        self.outcome = parts.outcome
        self.actor = parts.actor
        self.context = parts.context ?? Event.Context()
    }

    /// The header and sections as they come; a `what` before the kind waits until that is known.
    private struct Parts {
        var id: EventID?
        var tenant: TenantID?
        var kind: Event.Kind?
        var occurredAt: Timestamp?
        var action: Action?
        var outcome: Event.Outcome?
        var actor: Event.Actor?
        var context: Event.Context?
        var draft: Event.Draft?
        var what: Range<Int>?

        func draft(of kind: Event.Kind, from reader: JSONReader) throws(EventError) -> Event.Draft {
            if let draft = self.draft { return draft }
            guard let what = self.what else { throw EventError("what", .missing) }
            // A `v` behind it counts as well.
            var reader = reader.part(what)
            return try Event.Draft(kind: kind, readingWhat: &reader)
        }

        mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(EventError) {
            switch key {
            case "id": try self.readID(&reader)
            case "tenant":
                guard let text = try reader.text("tenant") else { return }
                self.tenant = try TenantID(text)
            case "kind": self.kind = try reader.oneOf(Event.Kind.self, "kind")
            case "occurred_at": try self.readTime(&reader)
            case "action":
                guard let text = try reader.text("action") else { return }
                self.action = try Action(text)
            case "outcome": self.outcome = try reader.oneOf(Event.Outcome.self, "outcome")
            case "who":
                guard try !reader.isNull("who") else { return }
                self.actor = try Event.Actor(reading: &reader)
            case "where":
                guard try !reader.isNull("where") else { return }
                self.context = try Event.Context(reading: &reader)
            case "what":
                guard try !reader.isNull("what") else { return }
                if let kind = self.kind {
                    let start = reader.position
                    self.draft = try Event.Draft(kind: kind, readingWhat: &reader)
                    self.what = start..<reader.position
                } else {
                    do { self.what = try reader.skip() } catch { throw EventError("what", error) }
                }
            case "v":
                guard let version = try reader.wholeNumber("v") else { return }
                guard version == 1 else { throw EventError("v", .notOneOf(["1"])) }
                reader.takeAsSealed()
                self.draft = nil
            case "recorded_at":
                // A sealed event given back as it was read: this is Trail's own to say.
                do { try reader.skip() } catch { throw EventError("recorded_at", error) }
            default: throw reader.unknown(key)
            }
        }

        private mutating func readID(_ reader: inout JSONReader) throws(EventError) {
            guard let text = try reader.text("id") else { return }
            guard let id = EventID(text) else { throw EventError("id", .expected("a UUID")) }
            self.id = id
        }

        private mutating func readTime(_ reader: inout JSONReader) throws(EventError) {
            guard let text = try reader.text("occurred_at") else { return }
            guard let time = Timestamp(text) else {
                let expected = "an RFC 3339 date-time with an offset or Z"
                throw EventError("occurred_at", .expected(expected))
            }
            self.occurredAt = time
        }
    }
}

extension Event.Draft {
    /// Reads a `what` section of an event of `kind`.
    package init(kind: Event.Kind, readingWhat reader: inout JSONReader) throws(EventError) {
        var detail: Event.Detail?
        var targets: [Event.Target] = []
        var changes: [Event.Change] = []
        var metadata: CanonicalJSON?
        try reader.fields(of: "what") { (key, reader) throws(EventError) in
            switch key {
            case "detail":
                guard try !reader.isNull("what.detail") else { return }
                detail = try Event.Detail(of: kind, reading: &reader)
            case "targets":
                try reader.elements(of: "what.targets") { (place, reader) throws(EventError) in
                    targets.append(try Event.Target(reading: &reader, at: place))
                }
            case "changes":
                try reader.elements(of: "what.changes") { (place, reader) throws(EventError) in
                    changes.append(try Event.Change(reading: &reader, at: place))
                }
            case "metadata": metadata = try reader.freeObject("what.metadata")
            default: throw reader.unknown(key, in: "what")
            }
        }
        guard let detail else { throw EventError("what.detail", .missing) }
        self.init(detail, targets: targets, changes: changes, metadata: metadata)
    }
}
