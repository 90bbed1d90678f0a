import Foundation
import Testing

@Suite struct FromDjangoTests {
    @Test func `a translation is a file that the tool reads`() async throws {
        let installation = try Installation.django(
            #"{"WATCH_CORS_EVENTS":false,"REGISTERED_URLS":["^/api/"],"UNREGISTERED_URLS":["^/x/"]}"#
        )
        let made = try await installation.translation(to: "trail.yaml")
        #expect(made.status == 0)
        #expect(made.output.isEmpty)
        #expect(made.errors.contains("both set"))
        let listed = try await installation.trail("config")
        #expect(listed.lines.contains("capture.cors = false  (trail.yaml)"))
        #expect(listed.lines.contains("capture.urls.include = ^/api/  (trail.yaml)"))
        let again = try await installation.translation(to: "trail.yaml")
        #expect(again.status == 2)
        #expect(again.errors.contains("exists already"))
    }

    @Test func `a secret goes where it was asked for, and nowhere else`() async throws {
        let installation = try Installation.django(
            #"{"JWT_SECRET_KEY":"correct horse battery staple"}"#
        )
        let printed = try await installation.translation()
        #expect(printed.status == 0)
        #expect(printed.output.contains("correct horse battery staple"))
        #expect(!printed.errors.contains("horse"))
        #expect(printed.errors.contains("holds a secret"))
        let made = try await installation.translation(to: "made.yaml")
        #expect(!(made.output + made.errors).contains("horse"))
        let file = installation.file("made.yaml").path
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `what cannot be translated is named and fails`() async throws {
        let installation = try Installation.django(
            #"{"WATCH_CORS_EVENTS":"no","LOGGING_BACKEND":"a.B","WATCH_AUTH_EVENTS":true}"#
        )
        let printed = try await installation.translation()
        #expect(printed.status == 1)
        #expect(printed.output.contains("  login: true\n"))
        #expect(printed.output.contains("#   WATCH_CORS_EVENTS: true or false is expected"))
        #expect(printed.errors.contains("not translated: LOGGING_BACKEND: a.B is Python"))
        let missing = try await installation.trail("config", "--from-django", "nowhere.json")
        #expect(missing.status == 2)
    }

    @Test func `a rule that says nothing stops the start`() async throws {
        let installation = try Installation()
        let served = try await installation.trail("serve", "--leak-rules", "-value:crad")
        #expect(served.status == 2)
        #expect(served.errors.contains("'leak.rules' (command line)"))
        #expect(served.errors.contains("did you mean 'card'?"))
    }
}
