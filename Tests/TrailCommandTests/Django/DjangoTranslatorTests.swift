import Foundation
import Testing
import Trail

@testable import TrailCommand

/// Every row of the table of seed keys.
@Suite struct DjangoTranslatorTests {
    typealias Value = DjangoTranslation.Value

    /// One key of the dict, and what becomes of it.
    struct Row: Sendable, CustomStringConvertible {
        var json: String
        var settings: [String: Value] = [:]
        /// Names that get a comment.
        var remarks: [String] = []
        /// Names that cannot be translated.
        var failures: [String] = []
        /// A word of each warning.
        var warnings: [String] = []

        var description: String { self.json }
    }

    private func translated(_ json: String) throws -> DjangoTranslation {
        DjangoTranslator.translate(try DjangoSettings(Array(json.utf8)))
    }

    private func check(_ row: Row, _ translation: DjangoTranslation) async throws {
        let settings = Dictionary(
            uniqueKeysWithValues: translation.entries.map { ($0.key, $0.value) }
        )
        #expect(settings == row.settings)
        #expect(translation.remarks.map(\.name).sorted() == row.remarks.sorted())
        #expect(translation.failures.map(\.name) == row.failures)
        #expect(translation.warnings.count == row.warnings.count, "\(translation.warnings)")
        for (warning, word) in zip(translation.warnings, row.warnings) {
            #expect(warning.contains(word), "\(warning)")
        }
        let text = TranslationFile(translation).text
        for name in row.remarks + row.failures { #expect(text.contains("#   \(name): ")) }
        let loaded = try await Self.load(text)
        for (key, value) in settings where SettingKey.named(key) != nil {
            #expect(loaded.values[key]?.text == value.text, "\(key)")
        }
        for key in settings.keys where SettingKey.named(key) == nil {
            #expect(text.contains("#   \(key): "))
        }
    }

    /// The settings of a file.
    static func load(_ yaml: String) async throws -> Settings {
        let file = NSTemporaryDirectory() + "trail-\(UUID()).yaml"
        try yaml.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try await Settings.load(Settings.Sources(file: file))
    }

    @Test(arguments: Self.capture + Self.backends + Self.client + Self.tokens + Self.rest)
    func `a seed key has its home`(row: Row) async throws {
        try await self.check(row, self.translated(row.json))
        // The same dict in a project's settings.
        try await self.check(row, self.translated("{\"ACTIVITYLOG\":\(row.json),\"DEBUG\":true}"))
    }

    @Test func `no seed key is forgotten`() {
        let rows = Self.capture + Self.backends + Self.client + Self.tokens + Self.rest
        for key in SeedKey.all {
            #expect(rows.contains { $0.json.contains("\"\(key)\"") }, "\(key)")
        }
    }

    static let capture: [Row] = [
        Row(json: #"{"WATCH_MODEL_EVENTS":false}"#, settings: ["capture.crud": .word("false")]),
        Row(json: #"{"WATCH_AUTH_EVENTS":true}"#, settings: ["capture.login": .word("true")]),
        Row(json: #"{"WATCH_REQUEST_EVENTS":true}"#, settings: ["capture.request": .word("true")]),
        Row(json: #"{"WATCH_CORS_EVENTS":false}"#, settings: ["capture.cors": .word("false")]),
        Row(json: #"{"WATCH_CORS_EVENTS":"no"}"#, failures: ["WATCH_CORS_EVENTS"]),
        Row(
            json: #"{"TRACK_RESPONSE_METRICS":false}"#,
            settings: ["capture.response-metrics": .word("false")]
        ),
        Row(
            json: #"{"CHECK_IF_REQUEST_USER_EXISTS":true}"#,
            settings: ["capture.actor-must-exist": .word("true")]
        ),
        Row(
            json: #"{"REGISTERED_URLS":["^/api/"]}"#,
            settings: ["capture.urls.include": .list(["^/api/"])]
        ),
        Row(
            json: #"{"UNREGISTERED_URLS":["^/admin/","^/x\\.ico$","^/a{1,3}'\""]}"#,
            settings: ["capture.urls.exclude": .list(["^/admin/", "^/x\\.ico$", "^/a{1,3}'\""])]
        ),
        Row(
            json: #"{"UNREGISTERED_URLS_EXTRA":[]}"#,
            settings: ["capture.urls.exclude-extra": .list([])]
        ),
        Row(
            json: #"{"REGISTERED_URLS":["^/api/"],"UNREGISTERED_URLS_EXTRA":["^/api/health/"]}"#,
            settings: [
                "capture.urls.include": .list(["^/api/"]),
                "capture.urls.exclude-extra": .list(["^/api/health/"]),
            ],
            warnings: ["both set"]
        ),
        Row(json: #"{"REGISTERED_URLS":["^/("]}"#, failures: ["REGISTERED_URLS"]),
        Row(json: #"{"REGISTERED_URLS":"^/"}"#, failures: ["REGISTERED_URLS"]),
    ]

    static let backends: [Row] = [
        Row(json: #"{"ASYNC_ENABLED":true}"#, settings: ["recording.wait": .word("false")]),
        Row(json: #"{"ASYNC_ENABLED":false}"#, settings: ["recording.wait": .word("true")]),
        Row(
            json: #"{"LOGGING_BACKEND":"activitylog.backends.ModelBackend"}"#,
            settings: ["recording.wait": .word("true")]
        ),
        Row(
            json: #"{"LOGGING_BACKEND":"activitylog.backends.AsyncBackend","ASYNC_ENABLED":true}"#,
            settings: ["recording.wait": .word("false")]
        ),
        Row(
            json: #"{"LOGGING_BACKEND":"activitylog.backends.ClickHouseBackend"}"#,
            settings: ["sinks": .list(["clickhouse://localhost:8123/activitylog"])],
            warnings: ["store.url"]
        ),
        Row(
            json: #"{"LOGGING_BACKEND":"activitylog.backends.MultiBackend","MULTI_BACKENDS":["#
                + #""activitylog.backends.ModelBackend","activitylog.backends.MongoBackend","#
                + #""activitylog.backends.ScyllaDBBackend"]}"#,
            settings: [
                "recording.wait": .word("true"),
                "sinks": .list([
                    "mongodb://localhost:27017/activitylog",
                    "cassandra://localhost:9042/activitylog",
                ]),
            ],
            remarks: ["LOGGING_BACKEND"],
            warnings: ["store.url"]
        ),
        Row(
            json: #"{"LOGGING_BACKEND":"myapp.logging.SplunkBackend"}"#,
            failures: ["LOGGING_BACKEND"]
        ),
        Row(json: #"{"MULTI_BACKENDS":[]}"#, remarks: ["MULTI_BACKENDS"]),
    ]

    static let client: [Row] = [
        Row(json: #"{"REMOTE_ADDR_HEADER":"REMOTE_ADDR"}"#, remarks: ["REMOTE_ADDR_HEADER"]),
        Row(
            json: #"{"REMOTE_ADDR_HEADER":"HTTP_X_FORWARDED_FOR"}"#,
            settings: ["proxy.header": .text("x-forwarded-for")],
            warnings: ["proxy.trusted"]
        ),
        Row(
            json: #"{"REMOTE_ADDR_HEADER":"HTTP_X_REAL_IP"}"#,
            settings: ["proxy.header": .text("x-real-ip")],
            warnings: ["proxy.trusted"]
        ),
        Row(json: #"{"REMOTE_ADDR_HEADER":"HTTP_CF_IP"}"#, failures: ["REMOTE_ADDR_HEADER"]),
        Row(
            json:
                #"{"BROWSER_HEADER":"HTTP_SEC_CH_UA","PLATFORM_HEADER":"HTTP_SEC_CH_UA_PLATFORM"}"#,
            settings: [
                "client.browser-header": .text("sec-ch-ua"),
                "client.platform-header": .text("sec-ch-ua-platform"),
            ]
        ),
        Row(json: #"{"OS_HEADER":"GNOME_SHELL_SESSION_MODE"}"#, remarks: ["OS_HEADER"]),
        Row(json: #"{"OS_HEADER":"HTTP_X_OS"}"#, settings: ["client.os-header": .text("x-os")]),
        Row(json: #"{"OS_HEADER":"SHELL"}"#, failures: ["OS_HEADER"]),
        Row(json: #"{"GEOIP_PATH":null}"#, remarks: ["GEOIP_PATH"]),
        Row(
            json: #"{"GEOIP_PATH":"/var/lib/geoip/GeoLite2-City.mmdb"}"#,
            settings: ["geoip.path": .text("/var/lib/geoip/GeoLite2-City.mmdb")]
        ),
    ]

    static let tokens: [Row] = [
        Row(json: #"{"JWT_AUTH_HEADER_PREFIX":"JWT"}"#, settings: ["jwt.prefix": .text("JWT")]),
        Row(json: #"{"JWT_ALGORITHM":"RS256"}"#, settings: ["jwt.algorithms": .list(["RS256"])]),
        Row(
            json: #"{"JWT_ALGORITHM":"RS256","JWT_ALGORITHMS":["RS256","ES256"]}"#,
            settings: ["jwt.algorithms": .list(["RS256", "ES256"])],
            remarks: ["JWT_ALGORITHM"]
        ),
        Row(json: #"{"JWT_ALGORITHMS":["RS256","none"]}"#, failures: ["JWT_ALGORITHMS"]),
        Row(json: #"{"JWT_SECRET_KEY":null}"#, remarks: ["JWT_SECRET_KEY"]),
        Row(
            json: #"{"JWT_SECRET_KEY":"it's: a # secret\\ of 32 bytes and more"}"#,
            settings: ["jwt.secret": .text("it's: a # secret\\ of 32 bytes and more")]
        ),
        Row(
            json:
                #"{"JWT_PUBLIC_KEY":"-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----"}"#,
            settings: [
                "jwt.public-key": .text("-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----")
            ]
        ),
        Row(
            json: #"{"JWT_VERIFY_SIGNATURE":false}"#,
            settings: ["jwt.verify": .word("false")],
            warnings: ["claim"]
        ),
        Row(
            json: #"{"JWT_VERIFY_SIGNATURE":true}"#,
            settings: ["jwt.verify": .word("true")],
            warnings: ["SECRET_KEY"]
        ),
        Row(
            json: #"{"JWT_VERIFY_SIGNATURE":true,"JWT_PUBLIC_KEY":"/etc/ssl/jwt/public.pem"}"#,
            settings: [
                "jwt.verify": .word("true"), "jwt.public-key": .text("/etc/ssl/jwt/public.pem"),
            ]
        ),
    ]

    static let rest: [Row] = [
        Row(json: #"{"DATABASE_ALIAS":"default"}"#, remarks: ["DATABASE_ALIAS"]),
        Row(
            json: #"{"DATABASE_ALIAS":"logs"}"#,
            remarks: ["DATABASE_ALIAS"],
            warnings: ["store.url"]
        ),
        Row(json: #"{"USER_DB_CONSTRAINT":false}"#, remarks: ["USER_DB_CONSTRAINT"]),
        Row(
            json: #"{"REGISTERED_CLASSES":["shop.Order"]}"#,
            remarks: ["REGISTERED_CLASSES"],
            warnings: ["track"]
        ),
        Row(
            json: #"{"UNREGISTERED_CLASSES_EXTRA":[]}"#,
            remarks: ["UNREGISTERED_CLASSES_EXTRA"]
        ),
        Row(
            json: #"{"CRUD_EVENT_NO_CHANGED_FIELDS_SKIP":false}"#,
            settings: ["crud.skip-unchanged": .word("false")]
        ),
        Row(json: #"{"CRUD_DIFFERENCE_CALLBACKS":[]}"#, remarks: ["CRUD_DIFFERENCE_CALLBACKS"]),
        Row(
            json: #"{"CRUD_DIFFERENCE_CALLBACKS":["a.b"]}"#,
            failures: ["CRUD_DIFFERENCE_CALLBACKS"]
        ),
        Row(json: #"{"READONLY_EVENTS":true}"#, settings: ["admin.allow-purge": .word("false")]),
        Row(json: #"{"READONLY_EVENTS":false}"#, remarks: ["READONLY_EVENTS"]),
        Row(json: #"{"PROPAGATE_EXCEPTIONS":true}"#, settings: ["recording.strict": .word("true")]),
        Row(json: #"{"REALTIME_ENABLED":true}"#, settings: ["stream.enabled": .word("true")]),
        Row(json: #"{"DEFAULT_RETENTION_DAYS":null}"#, remarks: ["DEFAULT_RETENTION_DAYS"]),
        Row(
            json: #"{"DEFAULT_RETENTION_DAYS":90}"#,
            settings: ["retention.default-days": .word("90")]
        ),
        Row(json: #"{"DEFAULT_RETENTION_DAYS":0}"#, failures: ["DEFAULT_RETENTION_DAYS"]),
        Row(
            json: #"{"ADMIN_SHOW_MODEL_EVENTS":true,"ADMIN_SHOW_AUTH_EVENTS":false,"#
                + #""ADMIN_SHOW_REQUEST_EVENTS":true,"ADMIN_SHOW_CORS_EVENTS":false}"#,
            settings: ["dashboard.show": .list(["page", "action", "crud", "request", "system"])],
            remarks: ["ADMIN_SHOW_MODEL_EVENTS", "ADMIN_SHOW_REQUEST_EVENTS"]
        ),
        Row(
            json: #"{"TRUNCATE_TABLE_SQL_STATEMENT":"TRUNCATE TABLE \"{db_table}\""}"#,
            remarks: ["TRUNCATE_TABLE_SQL_STATEMENT"]
        ),
        Row(json: #"{"CRUD_EVENT_LIST_FILTER":["user"]}"#, remarks: ["CRUD_EVENT_LIST_FILTER"]),
    ]
}
