import Hummingbird
import HummingbirdTesting
import Testing

@testable import TrailServer

@Suite struct ResourceSpellingTests {
    @Test(arguments: [
        ("run_now", ["run_now", "run-now"]), ("a/b_c_d", ["a/b_c_d", "a/b-c-d"]),
        ("sealed", ["sealed"]), ("crud-events", ["crud-events"]), ("", [""]),
    ])
    func `underscores may be hyphens`(path: String, spellings: [String]) {
        #expect(path.spellings == spellings)
    }

    @Test func `every spelling is served, with and without a slash at the end`() async throws {
        let router = Router(context: BasicRequestContext.self)
        let resource = Resource<BasicRequestContext>(get: { _, _ in Response(status: .accepted) })
        router.serve(resource, spelled: "run_now")
        router.serve(resource, spelled: "plain")
        try await Application(router: router).test(.router) { client in
            for path in ["/run_now", "/run_now/", "/run-now", "/run-now/", "/plain"] {
                let status = try await client.execute(uri: path, method: .get) { $0.status }
                #expect(status == .accepted, "\(path)")
            }
        }
    }
}
