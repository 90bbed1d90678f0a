import Trail

// Where events go, and whether anyone waits for it.

extension DjangoTranslator {
    mutating func translateBackends() {
        let main = self.text("LOGGING_BACKEND")
        let list = self.texts("MULTI_BACKENDS")
        let isSynchronous = self.bool("ASYNC_ENABLED").map { ($0.name, !$0.flag) }
        var backends: [String] = []
        if let main {
            if Self.shortName(main.text) == "MultiBackend" {
                backends = list?.texts ?? []
                self.translation.remark(main.name, "a store and its copies: store.url and sinks")
            } else {
                backends = [main.text]
            }
        }
        if let list, backends != list.texts || list.texts.isEmpty {
            self.translation.remark(list.name, "counts only with MultiBackend")
        }
        self.translateWait(backends, main?.name, isSynchronous)
        let copies = backends.filter { !Self.isStore($0) }
        if !copies.isEmpty { self.translateCopies(copies, list?.name ?? main?.name ?? "") }
        for (name, _) in self.django.connections.sorted(by: { $0.key < $1.key })
        where !copies.contains(where: { Self.connection(of: $0) == name }) {
            self.translation.remark("ACTIVITYLOG_\(name)", "no backend uses it")
        }
    }

    /// Whether capture waits: as with `ModelBackend`, or without `ASYNC_ENABLED`.
    private mutating func translateWait(
        _ backends: [String],
        _ name: String?,
        _ isSynchronous: (name: String, flag: Bool)?
    ) {
        let store = backends.first(where: Self.isStore).map(Self.shortName)
        let waits = store == "ModelBackend" || isSynchronous?.flag == true
        let sources = [store == nil ? nil : name, isSynchronous?.name].compactMap { $0 }
        guard !sources.isEmpty else { return }
        self.translation.set("recording.wait", .word("\(waits)"), from: sources)
    }

    private mutating func translateCopies(_ backends: [String], _ name: String) {
        var sinks: [String] = []
        for backend in backends {
            switch Self.shortName(backend) {
            case "ClickHouseBackend": sinks.append(self.clickHouse())
            case "MongoBackend": sinks.append(self.mongo())
            case "ScyllaDBBackend": sinks.append(self.scylla())
            default:
                self.translation.fail(name, "\(backend) is Python; write an EventSink instead")
            }
        }
        guard !sinks.isEmpty else { return }
        let hasSecret = sinks.contains { $0.contains("@") }
        let sources = backends.compactMap(Self.connection)
            .filter { self.django.connections[$0] != nil }.map { "ACTIVITYLOG_\($0)" }
        self.translation.set(
            "sinks",
            .list(sinks),
            from: [name] + sources,
            isSecret: hasSecret
        )
        self.translation.warn(
            "\(name): events are kept in store.url (sqlite:trail.sqlite unless set), and copied to "
                + "the others"
        )
    }

    private mutating func clickHouse() -> String {
        let connection = self.django.connections["CLICKHOUSE"] ?? [:]
        var port = Self.number(connection["port"]) ?? 8_123
        if port == 9_000 {
            port = 8_123
            self.translation.warn(
                "ACTIVITYLOG_CLICKHOUSE: Trail speaks HTTP, so port 9000 became 8123"
            )
        }
        let host = Self.text(connection["host"]) ?? "localhost"
        let database = Self.text(connection["database"]) ?? "activitylog"
        var user = Self.escaped(Self.text(connection["user"]) ?? "")
        if let password = Self.text(connection["password"]), !password.isEmpty {
            user += ":" + Self.escaped(password)
        }
        return "clickhouse://\(user.isEmpty ? "" : user + "@")\(host):\(port)/\(database)"
    }

    private func mongo() -> String {
        let connection = self.django.connections["MONGODB"] ?? [:]
        let url = Self.text(connection["uri"]) ?? "mongodb://localhost:27017"
        let database = Self.text(connection["database"]) ?? "activitylog"
        let place = url.dropFirst(
            url.firstRange(of: "://").map { url[..<$0.upperBound].count } ?? 0
        )
        guard let slash = place.firstIndex(of: "/") else { return "\(url)/\(database)" }
        // `mongodb://host/?x=y` has a path, but no database in it.
        guard place[slash...].dropFirst().prefix(while: { $0 != "?" }).isEmpty else { return url }
        return String(url[...slash]) + database + url[url.index(after: slash)...]
    }

    private func scylla() -> String {
        let connection = self.django.connections["SCYLLADB"] ?? [:]
        let port = Self.number(connection["port"]) ?? 9_042
        var hosts = ["localhost"]
        if case .array(let points)? = connection["contact_points"] {
            hosts = points.compactMap { Self.text($0) }
        }
        let keyspace = Self.text(connection["keyspace"]) ?? "activitylog"
        return "cassandra://" + hosts.map { "\($0):\(port)" }.joined(separator: ",") + "/"
            + keyspace
    }

    private static func shortName(_ path: String) -> String {
        guard let dot = path.lastIndex(of: "."), path[..<dot].hasPrefix("activitylog.backends")
        else { return path }
        return String(path[path.index(after: dot)...])
    }

    /// Whether it writes to the store itself.
    private static func isStore(_ backend: String) -> Bool {
        ["ModelBackend", "AsyncBackend"].contains(Self.shortName(backend))
    }

    private static func connection(of backend: String) -> String? {
        switch Self.shortName(backend) {
        case "ClickHouseBackend": "CLICKHOUSE"
        case "MongoBackend": "MONGODB"
        case "ScyllaDBBackend": "SCYLLADB"
        default: nil
        }
    }

    private static func text(_ json: JSON?) -> String? {
        guard case .string(let text)? = json else { return nil }
        return text
    }

    private static func number(_ json: JSON?) -> Int64? {
        guard case .integer(let number)? = json else { return nil }
        return number
    }

    /// A text as a part of a URL's user.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 45, 46, 95, 126:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return escaped
    }
}

extension DjangoTranslator {
    mutating func translateStore() {
        if let (name, alias) = self.text("DATABASE_ALIAS") {
            self.translation.remark(name, "the log has a store of its own: store.url")
            if alias != "default" {
                self.translation.warn("\(name): say in store.url where '\(alias)' is to be")
            }
        }
        if let (name, _) = self.bool("USER_DB_CONSTRAINT") {
            self.translation.remark(
                name,
                "actors are kept by id and name; no constraint may erase history"
            )
        }
    }
}
