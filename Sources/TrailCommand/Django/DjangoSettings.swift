import Trail

/// The settings of a Django project that concern its activity log, as JSON holds them.
///
/// What is read is an `ACTIVITYLOG` dict itself, or an object of top-level settings with that dict
/// in it. Names of version 1, `DJANGO_ACTIVITY_LOG_…`, count where the dict says nothing.
struct DjangoSettings: Sendable {
    /// A value and the name under which it was found.
    struct Value: Sendable {
        var json: JSON
        var name: String
    }

    /// The values by the names of the dict.
    private(set) var values: [String: Value] = [:]
    /// Names of version 1 that the dict overrides.
    private(set) var overridden: [String] = []
    /// Connections of the seed's other backends, by name: `CLICKHOUSE`, `MONGODB`, `SCYLLADB`.
    private(set) var connections: [String: [String: JSON]] = [:]
    /// Settings of Celery, whose values nobody needs.
    private(set) var celery: [String] = []
    /// Django's `SECRET_KEY`.
    private(set) var secretKey: String?
    /// Names that nobody knows.
    private(set) var unknown: [String] = []

    /// Reads settings from JSON.
    ///
    /// - Throws: ``CommandFailure`` for what is no JSON object.
    init(_ json: [UInt8]) throws(CommandFailure) {
        let root: JSON
        do {
            root = try CanonicalJSON(parsing: json).value
        } catch {
            throw CommandFailure("the settings are not JSON: \(error)")
        }
        guard case .object(let members) = root else {
            throw CommandFailure("the settings must be a JSON object: an ACTIVITYLOG dict")
        }
        let isProject = members.keys.contains { $0 == "ACTIVITYLOG" || $0.hasPrefix(Self.prefix) }
        // Version 1 comes first, so that whatever follows overrides it.
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let key = Self.firstVersion(name) else { continue }
            self.take(key, Value(json: value, name: name))
        }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard Self.firstVersion(name) == nil else { continue }
            switch (name, value) {
            case ("ACTIVITYLOG", .object(let dict)):
                for (key, value) in dict.sorted(by: { $0.key < $1.key }) {
                    self.take(key, Value(json: value, name: key))
                }
            case ("ACTIVITYLOG", _): throw CommandFailure("ACTIVITYLOG must be an object")
            default: self.takeBeside(name, value, isProject: isProject)
            }
        }
    }

    /// Takes a setting that stands beside the dict, or that of a dict without a name.
    private mutating func takeBeside(_ name: String, _ value: JSON, isProject: Bool) {
        if name.hasPrefix("CELERY_") || name.hasPrefix("BROKER_") {
            self.celery.append(name)
        } else if let backend = Self.backends.first(where: { name == "ACTIVITYLOG_\($0)" }) {
            guard case .object(let connection) = value else { return self.unknown.append(name) }
            self.connections[backend] = connection
        } else if name == "SECRET_KEY", case .string(let text) = value {
            self.secretKey = text
        } else if SeedKey.isKnown(name) || !isProject || name.hasPrefix("ACTIVITYLOG") {
            self.take(name, Value(json: value, name: name))
        }
    }

    private mutating func take(_ key: String, _ value: Value) {
        guard SeedKey.isKnown(key) else { return self.unknown.append(value.name) }
        if let known = self.values[key] { self.overridden.append(known.name) }
        self.values[key] = value
    }

    /// The name in the dict of a setting of version 1; `nil` for any other setting.
    private static func firstVersion(_ name: String) -> String? {
        if name == "ACTIVITYLOG_REALTIME_ENABLED" { return "REALTIME_ENABLED" }
        guard name.hasPrefix(Self.prefix) else { return nil }
        return String(name.dropFirst(Self.prefix.count))
    }

    private static let prefix = "DJANGO_ACTIVITY_LOG_"
    private static let backends = ["CLICKHOUSE", "MONGODB", "SCYLLADB"]
}
