import Trail

/// Translates an `ACTIVITYLOG` dict to settings, key by key.
struct DjangoTranslator {
    let django: DjangoSettings
    var translation = DjangoTranslation()

    /// Translates everything.
    static func translate(_ django: DjangoSettings) -> DjangoTranslation {
        var translator = Self(django: django)
        translator.translateCapture()
        translator.translateBackends()
        translator.translateClient()
        translator.translateTokens()
        translator.translateStore()
        translator.translateURLs()
        translator.translateRows()
        translator.translateOperation()
        translator.translateRest()
        return translator.translation
    }

    private init(django: DjangoSettings) {
        self.django = django
    }

    private mutating func translateCapture() {
        self.flag("WATCH_MODEL_EVENTS", to: "capture.crud")
        self.flag("WATCH_AUTH_EVENTS", to: "capture.login")
        self.flag("WATCH_REQUEST_EVENTS", to: "capture.request")
        self.flag("WATCH_CORS_EVENTS", to: "capture.cors")
        self.flag("TRACK_RESPONSE_METRICS", to: "capture.response-metrics")
        self.flag("CHECK_IF_REQUEST_USER_EXISTS", to: "capture.actor-must-exist")
    }

    private mutating func translateRows() {
        self.flag("CRUD_EVENT_NO_CHANGED_FIELDS_SKIP", to: "crud.skip-unchanged")
        for key in ["REGISTERED_CLASSES", "UNREGISTERED_CLASSES_EXTRA"] {
            guard let (name, classes) = self.texts(key) else { continue }
            let sort = key == "REGISTERED_CLASSES" ? "only these are" : "these are not"
            guard !classes.isEmpty else {
                self.translation.remark(name, "empty; the app names what is tracked: track(…)")
                continue
            }
            self.translation.remark(
                name,
                "\(sort) tracked, which the app says itself: \(classes.joined(separator: ", "))"
            )
            self.translation.warn("\(name): the app names what is tracked; see track and untrack")
        }
        guard let (name, callbacks) = self.texts("CRUD_DIFFERENCE_CALLBACKS") else { return }
        guard !callbacks.isEmpty else { return self.translation.remark(name, "empty") }
        self.translation.fail(
            name,
            "callbacks are Python; give the change tracker a veto closure for each: "
                + callbacks.joined(separator: ", ")
        )
    }

    private mutating func translateOperation() {
        self.flag("PROPAGATE_EXCEPTIONS", to: "recording.strict")
        self.flag("REALTIME_ENABLED", to: "stream.enabled")
        if let (name, days) = self.value("DEFAULT_RETENTION_DAYS") {
            if case .integer(let days) = days, (1...36_500).contains(days) {
                self.translation.set("retention.default-days", .word("\(days)"), from: name)
            } else {
                self.translation.fail(name, "a whole number of days from 1 to 36500 is expected")
            }
        }
        if let (name, isReadOnly) = self.bool("READONLY_EVENTS") {
            if isReadOnly {
                self.translation.set("admin.allow-purge", .word("false"), from: name)
            } else {
                self.translation.remark(
                    name,
                    "events can never be edited; admin.allow-purge lets superusers remove a kind"
                )
            }
        }
        self.translateDashboard()
    }

    private mutating func translateDashboard() {
        var hidden: [String] = []
        var names: [String] = []
        for (word, kind) in [
            ("MODEL", "crud"), ("AUTH", "login"), ("REQUEST", "request"), ("CORS", "cors"),
        ] {
            guard let (name, isShown) = self.bool("ADMIN_SHOW_\(word)_EVENTS") else { continue }
            if isShown {
                self.translation.remark(name, "the dashboard shows all kinds")
            } else {
                hidden.append(kind)
                names.append(name)
            }
        }
        guard !hidden.isEmpty else { return }
        let shown = Event.Kind.allCases.map(\.rawValue).filter { !hidden.contains($0) }
        self.translation.set("dashboard.show", .list(shown), from: names)
    }

    private mutating func translateRest() {
        if let (name, _) = self.value("TRUNCATE_TABLE_SQL_STATEMENT") {
            self.translation.remark(name, "stores purge in their own way; a purge is an event")
        }
        for name in self.django.celery {
            self.translation.remark(
                name,
                "no queue is needed on one machine; across machines queue.url"
            )
        }
        for (key, value) in self.django.values.sorted(by: { $0.key < $1.key })
        where SeedKey.isLayout(key) {
            self.translation.remark(value.name, "lists filter and search every field that has it")
        }
        for name in self.django.overridden {
            self.translation.remark(name, "overridden by ACTIVITYLOG, as in Django")
        }
        for name in self.django.unknown {
            let nearest = NearestWord.to(name, among: SeedKey.all)
            let hint = nearest.map { "; did you mean \($0)?" } ?? ""
            self.translation.warn("unknown key \(name)\(hint)")
            self.translation.remark(name, "unknown\(hint)")
        }
    }
}
