import Foundation
import Testing
import Trail

@testable import TrailCommand

/// What stands around an `ACTIVITYLOG` dict.
@Suite struct DjangoSettingsTests {
    private func translated(_ json: String) throws -> DjangoTranslation {
        DjangoTranslator.translate(try DjangoSettings(Array(json.utf8)))
    }

    @Test(arguments: [
        ("DJANGO_ACTIVITY_LOG_TRACK_RESPONSE_METRICS", "capture.response-metrics"),
        ("DJANGO_ACTIVITY_LOG_WATCH_MODEL_EVENTS", "capture.crud"),
        ("DJANGO_ACTIVITY_LOG_PROPAGATE_EXCEPTIONS", "recording.strict"),
        ("DJANGO_ACTIVITY_LOG_CRUD_EVENT_NO_CHANGED_FIELDS_SKIP", "crud.skip-unchanged"),
        ("ACTIVITYLOG_REALTIME_ENABLED", "stream.enabled"),
    ])
    func `names of version 1 count`(name: String, key: String) throws {
        let translation = try self.translated("{\"\(name)\":true}")
        #expect(translation[key] == .word("true"))
        #expect(translation.entries.map(\.sources) == [[name]])
        #expect(translation.warnings.isEmpty)
    }

    @Test func `the dict overrides names of version 1`() throws {
        let translation = try self.translated(
            #"{"DJANGO_ACTIVITY_LOG_WATCH_CORS_EVENTS":true,"ACTIVITYLOG":{"WATCH_CORS_EVENTS":false},"#
                + #""DJANGO_ACTIVITY_LOG_PROPAGATE_EXCEPTIONS":true}"#
        )
        #expect(translation["capture.cors"] == .word("false"))
        #expect(translation["recording.strict"] == .word("true"))
        #expect(translation.remarks.map(\.name) == ["DJANGO_ACTIVITY_LOG_WATCH_CORS_EVENTS"])
    }

    @Test func `unknown keys are named with the nearest`() throws {
        let translation = try self.translated(
            #"{"WATCH_MODEL_EVENT":true,"NONSENSE":1,"CELERY_BROKER_URL":"redis://:pw@x"}"#
        )
        #expect(
            translation.warnings == [
                "unknown key NONSENSE",
                "unknown key WATCH_MODEL_EVENT; did you mean WATCH_MODEL_EVENTS?",
            ]
        )
        #expect(translation.failures.isEmpty)
        let text = TranslationFile(translation).text
        #expect(text.contains("#   CELERY_BROKER_URL: "))
        #expect(!text.contains("pw@x"))
    }

    @Test func `what else is in a project's settings is left alone`() throws {
        let translation = try self.translated(
            #"{"ACTIVITYLOG":{},"INSTALLED_APPS":["a"],"SECRET_KEY":"s3cr3t","DATABASES":{}}"#
        )
        #expect(translation.entries.isEmpty && translation.remarks.isEmpty)
        #expect(translation.warnings.isEmpty && !translation.hasSecret)
        #expect(!TranslationFile(translation).text.contains("s3cr3t"))
    }

    @Test func `Django's own key is taken where tokens are verified by it`() throws {
        let translation = try self.translated(
            #"{"ACTIVITYLOG":{"JWT_VERIFY_SIGNATURE":true,"JWT_SECRET_KEY":null},"SECRET_KEY":"s3cr3t"}"#
        )
        #expect(translation["jwt.secret"] == .text("s3cr3t"))
        #expect(translation.hasSecret)
        #expect(translation.warnings.isEmpty)
    }

    @Test func `connections of other backends become sinks`() throws {
        let translation = try self.translated(
            #"{"ACTIVITYLOG":{"LOGGING_BACKEND":"activitylog.backends.MultiBackend","MULTI_BACKENDS":["#
                + #""activitylog.backends.AsyncBackend","activitylog.backends.ClickHouseBackend","#
                + #""activitylog.backends.MongoBackend","activitylog.backends.ScyllaDBBackend"]},"#
                + #""ACTIVITYLOG_CLICKHOUSE":{"host":"ch","port":9000,"database":"d","user":"u","#
                + #""password":"p@s/s"},"#
                + #""ACTIVITYLOG_MONGODB":{"uri":"mongodb://m:27017/?w=1","database":"l"},"#
                + #""ACTIVITYLOG_SCYLLADB":{"contact_points":["a","b"],"port":9042,"keyspace":"k"}}"#
        )
        #expect(
            translation["sinks"]
                == .list([
                    "clickhouse://u:p%40s%2Fs@ch:8123/d", "mongodb://m:27017/l?w=1",
                    "cassandra://a:9042,b:9042/k",
                ])
        )
        #expect(translation["recording.wait"] == .word("false"))
        #expect(translation.hasSecret)
        #expect(translation.warnings.contains { $0.contains("8123") })
    }

    @Test func `a connection that nothing uses is said to be so`() throws {
        let translation = try self.translated(
            #"{"ACTIVITYLOG":{},"ACTIVITYLOG_MONGODB":{"uri":"x"}}"#
        )
        #expect(translation.remarks.map(\.name) == ["ACTIVITYLOG_MONGODB"])
    }

    @Test(arguments: ["", "[]", "5", "{", #"{"ACTIVITYLOG":[]}"#, #"{"A":1}x"#])
    func `what is no dict is refused`(json: String) {
        #expect(throws: CommandFailure.self) { try self.translated(json) }
    }

    @Test func `the seed's whole reference loads as a file`() async throws {
        let translation = try self.translated(Self.reference)
        #expect(translation.failures.isEmpty)
        let text = TranslationFile(translation).text
        let settings = try await DjangoTranslatorTests.load(text)
        #expect(settings.list("capture.urls.exclude").count == 5)
        #expect(try settings.flag("crud.skip-unchanged") == false)
        #expect(try settings.flag("capture.crud"))
        #expect(text.contains("# WATCH_MODEL_EVENTS\n  crud: true\n"))
    }

    /// The seed's configuration reference, with its defaults.
    private static let reference = #"""
        {"WATCH_MODEL_EVENTS": true, "WATCH_AUTH_EVENTS": true, "WATCH_REQUEST_EVENTS": true,
         "WATCH_CORS_EVENTS": true, "ASYNC_ENABLED": true,
         "LOGGING_BACKEND": "activitylog.backends.AsyncBackend", "MULTI_BACKENDS": [],
         "REMOTE_ADDR_HEADER": "REMOTE_ADDR", "BROWSER_HEADER": "HTTP_SEC_CH_UA",
         "PLATFORM_HEADER": "HTTP_SEC_CH_UA_PLATFORM", "OS_HEADER": "GNOME_SHELL_SESSION_MODE",
         "TRACK_RESPONSE_METRICS": true, "JWT_AUTH_HEADER_PREFIX": "Bearer",
         "JWT_ALGORITHM": "HS256", "JWT_ALGORITHMS": ["HS256", "HS384", "HS512", "RS256", "RS384",
         "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"], "JWT_SECRET_KEY": null,
         "JWT_PUBLIC_KEY": null, "JWT_VERIFY_SIGNATURE": false, "DATABASE_ALIAS": "default",
         "USER_DB_CONSTRAINT": true, "CHECK_IF_REQUEST_USER_EXISTS": true, "GEOIP_PATH": null,
         "UNREGISTERED_URLS": ["^/admin/", "^/static/", "^/favicon\\.ico$", "^/health/",
         "^/metrics/"], "UNREGISTERED_URLS_EXTRA": [], "REGISTERED_URLS": [],
         "UNREGISTERED_CLASSES_EXTRA": [], "REGISTERED_CLASSES": [],
         "CRUD_EVENT_NO_CHANGED_FIELDS_SKIP": false, "CRUD_DIFFERENCE_CALLBACKS": [],
         "READONLY_EVENTS": false, "PROPAGATE_EXCEPTIONS": false, "REALTIME_ENABLED": false,
         "DEFAULT_RETENTION_DAYS": null, "ADMIN_SHOW_MODEL_EVENTS": true,
         "ADMIN_SHOW_AUTH_EVENTS": true, "ADMIN_SHOW_REQUEST_EVENTS": true,
         "ADMIN_SHOW_CORS_EVENTS": true, "TRUNCATE_TABLE_SQL_STATEMENT": ""}
        """#
}
