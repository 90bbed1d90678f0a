import Configuration
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import SystemPackage
import Testing
import Trail
import TrailHummingbird
import TrailTesting

/// From an `ACTIVITYLOG` dict by way of `trail config` to what an app records.
@Suite(.timeLimit(.minutes(1)))
struct AppFromDjangoTests {
    private static func config(_ dict: String) async throws -> ConfigReader {
        let installation = try Installation.django(dict)
        let made = try await installation.translation(to: "trail.yaml")
        #expect(made.status == 0, "\(made.errors)")
        let path = FilePath(installation.file("trail.yaml").path)
        return ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: path))
    }

    /// What an app with this configuration records of these calls: type and path.
    private static func recorded(
        _ dict: String,
        _ calls: [(path: String, fields: HTTPFields)]
    ) async throws -> [(kind: Event.Kind, what: String)] {
        let config = try await Self.config(dict)
        let clock = SystemWallClock()
        let key = try LedgerKey.generate(name: "app.example")
        let store = InMemoryEventStore(
            sealer: Sealer(key: key, serverName: key.name, clock: clock, memory: nil),
            clock: clock
        )
        let recorder = EventRecorder(
            store: store,
            leakGuard: try LeakGuard(config: config),
            configuration: try RecordingConfiguration(config: config),
            capturing: try CaptureConfiguration(config: config),
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let router = Router()
        router.add(middleware: ActivityMiddleware(recorder: recorder))
        router.get("**") { _, _ in "ok" }
        let app = Application(
            router: router,
            services: [recorder],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await app.test(.router) { client in
            for call in calls {
                let body = try await client.execute(
                    uri: call.path,
                    method: .get,
                    headers: call.fields
                ) { String(buffer: $0.body) }
                #expect(body == "ok")
            }
        }
        let request = EntriesRequest(tenant: .default, from: 0, upTo: .max, limit: .max)
        return await store.entries(request).entries.map { entry in
            let what = entry.event.sections.what?.text ?? []
            return (entry.event.header.kind, String(decoding: what, as: UTF8.self))
        }
    }

    private static let foreign: HTTPFields = [.origin: "https://elsewhere.example"]

    private static let calls: [(path: String, fields: HTTPFields)] = [
        ("/shop", [:]), ("/internal/a", [:]), ("/admin/b", [:]), ("/api/c", foreign),
    ]

    @Test func `excluded paths are left out, and others of the seed's as well`() async throws {
        let events = try await Self.recorded(
            #"{"UNREGISTERED_URLS_EXTRA":["^/internal/"],"WATCH_CORS_EVENTS":false}"#,
            Self.calls
        )
        #expect(events.map(\.kind) == [.request, .request])
        #expect(zip(events, ["/shop", "/api/c"]).allSatisfy { $0.what.contains("\"\($1)\"") })
        #expect(events.allSatisfy { $0.what.contains("duration_us") })
    }

    @Test func `included paths alone are recorded, without figures where they are off`()
        async throws
    {
        let events = try await Self.recorded(
            #"{"REGISTERED_URLS":["^/api/","^/admin/"],"TRACK_RESPONSE_METRICS":false}"#,
            Self.calls
        )
        #expect(events.count { $0.kind == .request } == 2)
        #expect(events.count { $0.kind == .cors } == 1)
        #expect(events.allSatisfy { $0.what.contains("/api/c") || $0.what.contains("/admin/b") })
        #expect(!events.contains { $0.what.contains("duration_us") })
    }

    @Test func `nothing of a kind is recorded that the dict switches off`() async throws {
        let events = try await Self.recorded(#"{"WATCH_REQUEST_EVENTS":false}"#, Self.calls)
        #expect(events.map(\.kind) == [.cors])
    }
}
