import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@testable import Shop

/// The whole shop as a customer, its owner and its log see it.
@Suite struct ShopTests {
    private static let json: HTTPFields = [.contentType: "application/json"]

    /// A shop in a folder of its own, which is gone afterwards.
    private static func withShop(
        _ setup: TestingSetup,
        _ body: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "shop-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let app = try await Shop.build(
            folder: folder,
            secret: "a-secret-of-some-length-for-a-test",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try await app.test(setup) { try await body($0) }
    }

    /// A token that somebody has written without the shop's secret.
    private static func forged(_ claims: String) -> String {
        [#"{"alg":"HS256"}"#, claims, "no signature at all, but as long"]
            .map { text in
                Data(text.utf8).base64EncodedString().replacing("+", with: "-")
                    .replacing("/", with: "_").replacing("=", with: "")
            }
            .joined(separator: ".")
    }

    @Test(.timeLimit(.minutes(1)))
    func `an odd token fails no request, and a forged one is nobody's`() async throws {
        try await Self.withShop(.router) { client in
            let ada = try #require(try await Self.login("ada", "correct horse", client))
            let grace = try #require(try await Self.login("grace", "battery staple", client))
            let odd = [
                "", "x", "a.b.c", "....", Self.forged("{}"), Self.forged(#"{"sub":["grace"]}"#),
                Self.forged(#"{"sub":{"a":1},"exp":"soon"}"#), Self.forged(#"{"sub":1e400}"#),
            ]
            for (number, token) in (odd + [Self.forged(#"{"sub":"grace"}"#)]).enumerated() {
                let path = "/odd/\(number)"
                #expect(try await Self.send(.get, path, token, "", client).status == .notFound)
                let visit = #"{"date":"2026-11-21T10:00:00Z","path":"/"}"#
                let answer = try await Self.send(.post, "/visits/logs/", token, visit, client)
                #expect(answer.status == .created || answer.status == .unauthorized)
                let products = try await Self.send(.get, "/products", token, "", client)
                #expect(products.status == .unauthorized)
            }
            let all = try await Self.events("request-events", atLeast: 25, ada, client)
            #expect(
                all.count { ($0["url"] as? String)?.hasPrefix("/odd/") == true } == odd.count + 1
            )
            // Grace's own are what she has shown to be hers.
            #expect(try await Self.send(.get, "/mine", grace, "", client).status == .notFound)
            var own: [[String: Any]] = []
            while !own.contains(where: { $0["url"] as? String == "/mine" }) {
                own = try await Self.events("request-events", atLeast: 1, grace, client)
            }
            #expect(!own.contains { ($0["url"] as? String)?.hasPrefix("/odd/") == true })
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `records requests, sign-ins, actions and rows, and shows them to who may see them`()
        async throws
    {
        try await Self.withShop(.live) { client in
            #expect(try await Self.login("ada", "wrong", client) == nil)
            let ada = try #require(try await Self.login("ada", "correct horse", client))
            let grace = try #require(try await Self.login("grace", "battery staple", client))
            for name in ["Lamp", "Chair"] {
                let body = #"{"name":"\#(name)","price":1000}"#
                #expect(try await Self.send(.post, "/products", ada, body, client).status == .ok)
            }
            #expect(
                try await Self.send(.post, "/products/sale", ada, "", client).status == .noContent
            )
            #expect(
                try await Self.send(.delete, "/products/1", grace, "", client).status == .noContent
            )
            #expect(
                try await Self.send(.delete, "/products/9", grace, "", client).status == .notFound
            )
            #expect(
                try await Self.send(.delete, "/products/2", nil, "", client).status == .unauthorized
            )

            let rows = try await Self.events("crud-events", atLeast: 5, ada, client)
            #expect(
                rows.compactMap { $0["event_type_display"] as? String }.sorted()
                    == ["Create", "Create", "Delete", "Update", "Update"]
            )
            let update = try #require(
                rows.first { $0["event_type_display"] as? String == "Update" }
            )
            let price = (update["changed_fields"] as? [String: [Int]])?["price"]
            #expect(price == [1000, 900])
            #expect(update["user"] as? String == "ada")

            let logins = try await Self.events("login-events", atLeast: 3, ada, client)
            #expect(Set(logins.compactMap { $0["login_type_display"] as? String }).count == 2)
            let actions = try await Self.events("action-events", atLeast: 5, ada, client)
            let deletion = try #require(actions.first { $0["object_id"] as? String == "1" })
            #expect(deletion["user"] as? String == "grace")
            let requests = try await Self.events("request-events", atLeast: 9, ada, client)
            #expect(requests.contains { $0["response_status"] as? Int == 404 })

            // Grace sees her own acts and no others; nobody sees nothing.
            let own = try await Self.events("events", atLeast: 1, grace, client)
            #expect(own.allSatisfy { $0["user"] as? String == "grace" })
            #expect(
                try await Self.send(.get, "/log/events/", nil, "", client).status == .unauthorized
            )
            try await Self.checkTokens(ada, grace, client)
            let visit = #"{"date":"2026-11-21T10:00:00Z","path":"/"}"#
            #expect(
                try await Self.send(.post, "/visits/logs/", nil, visit, client).status == .created
            )
        }
    }

    /// Ada makes a token for a program, which may read the log; Grace may not, and there is no
    /// sign-in but the shop's own.
    private static func checkTokens(
        _ ada: String,
        _ grace: String,
        _ client: any TestClientProtocol
    ) async throws {
        let body = #"{"name":"reports","scopes":["read"]}"#
        let path = "/log/tokens/"
        #expect(try await Self.send(.post, path, grace, body, client).status == .forbidden)
        let made = try await Self.send(.post, path, ada, body, client)
        #expect(made.status == .created)
        let object = try JSONSerialization.jsonObject(with: Data(made.body.readableBytesView))
        let token = try #require((object as? [String: Any])?["token"] as? String)
        #expect(try await Self.send(.get, "/log/events/", token, "", client).status == .ok)
        #expect(try await Self.send(.get, path, token, "", client).status == .forbidden)
        for own in ["/log/session/", "/log/users/"] {
            #expect(try await Self.send(.get, own, ada, "", client).status == .notFound)
        }
    }

    private static func send(
        _ method: HTTPRequest.Method,
        _ uri: String,
        _ token: String?,
        _ body: String,
        _ client: any TestClientProtocol
    ) async throws -> TestResponse {
        var headers = Self.json
        headers[.authorization] = token.map { "Bearer " + $0 }
        return try await client.executeRequest(
            uri: uri,
            method: method,
            headers: headers,
            body: body.isEmpty ? nil : ByteBuffer(string: body)
        )
    }

    private static func login(
        _ username: String,
        _ password: String,
        _ client: any TestClientProtocol
    ) async throws -> String? {
        let body = #"{"username":"\#(username)","password":"\#(password)"}"#
        let response = try await Self.send(.post, "/login", nil, body, client)
        return response.status == .ok ? String(buffer: response.body) : nil
    }

    /// The events of a list, once there are so many: what is captured is written a moment later.
    private static func events(
        _ list: String,
        atLeast count: Int,
        _ token: String,
        _ client: any TestClientProtocol
    ) async throws -> [[String: Any]] {
        while true {
            let response = try await Self.send(.get, "/log/\(list)/", token, "", client)
            #expect(response.status == .ok)
            let object = try JSONSerialization.jsonObject(
                with: Data(response.body.readableBytesView)
            )
            let results = (object as? [String: Any])?["results"] as? [[String: Any]] ?? []
            if results.count >= count { return results }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
