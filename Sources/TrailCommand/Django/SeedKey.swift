/// The keys of an `ACTIVITYLOG` dict.
enum SeedKey {
    /// All of them, in the order of the seed's reference.
    static let all: [String] = [
        "WATCH_MODEL_EVENTS", "WATCH_AUTH_EVENTS", "WATCH_REQUEST_EVENTS", "WATCH_CORS_EVENTS",
        "ASYNC_ENABLED", "LOGGING_BACKEND", "MULTI_BACKENDS", "REMOTE_ADDR_HEADER",
        "BROWSER_HEADER", "PLATFORM_HEADER", "OS_HEADER", "TRACK_RESPONSE_METRICS",
        "JWT_AUTH_HEADER_PREFIX", "JWT_ALGORITHM", "JWT_ALGORITHMS", "JWT_SECRET_KEY",
        "JWT_PUBLIC_KEY", "JWT_VERIFY_SIGNATURE", "DATABASE_ALIAS", "USER_DB_CONSTRAINT",
        "CHECK_IF_REQUEST_USER_EXISTS", "GEOIP_PATH", "UNREGISTERED_URLS",
        "UNREGISTERED_URLS_EXTRA", "REGISTERED_URLS", "UNREGISTERED_CLASSES_EXTRA",
        "REGISTERED_CLASSES", "CRUD_EVENT_NO_CHANGED_FIELDS_SKIP", "CRUD_DIFFERENCE_CALLBACKS",
        "READONLY_EVENTS", "PROPAGATE_EXCEPTIONS", "REALTIME_ENABLED", "DEFAULT_RETENTION_DAYS",
        "ADMIN_SHOW_MODEL_EVENTS", "ADMIN_SHOW_AUTH_EVENTS", "ADMIN_SHOW_REQUEST_EVENTS",
        "ADMIN_SHOW_CORS_EVENTS", "TRUNCATE_TABLE_SQL_STATEMENT",
    ]

    /// Whether it is one of them, or one of those that only lay out Django's admin.
    static func isKnown(_ name: String) -> Bool {
        Self.all.contains(name) || Self.isLayout(name)
    }

    /// Whether it only lays out Django's admin: `CRUD_EVENT_LIST_FILTER` and the like.
    static func isLayout(_ name: String) -> Bool {
        name.hasSuffix("_LIST_FILTER") || name.hasSuffix("_SEARCH_FIELDS")
    }
}
