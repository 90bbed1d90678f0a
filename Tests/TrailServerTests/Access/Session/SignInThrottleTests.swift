import HTTPTypes
import Testing
import Trail

@testable import TrailServer

@Suite struct SignInThrottleTests {
    @Test func `turns an address away after some wrong passwords, right ones not counted`()
        async throws
    {
        let server = try TestServer { $0.access.attempts.fromOneAddress = 3 }
        try await server.addUser("ada")
        try await server.run { client in
            for _ in 0..<6 { #expect(try await client.signIn("ada").status == 200) }
            for name in ["ada", "bob", "nobody"] {
                #expect(try await client.signIn(name, "wrong horse battery").status == 401)
            }
            let refused = try await client.signIn("ada")
            #expect(refused.status == 429)
            #expect(refused.problem == "too-many-requests")
            let pause = try #require(refused.headers[.retryAfter].flatMap { Int($0) })
            #expect((1...20).contains(pause))
            #expect(refused.headers[.setCookie] == nil)
        }
    }

    @Test(arguments: ["ada", "nobody"])
    func `turns away whoever guesses at one name, be there such a user or not`(
        name: String
    ) async throws {
        let server = try TestServer { $0.access.attempts.onOneName = 2 }
        try await server.addUser("ada")
        try await server.addUser("bob")
        try await server.run { client in
            for spelling in [name, name.uppercased()] {
                #expect(try await client.signIn(spelling, "wrong horse battery").status == 401)
            }
            let refused = try await client.signIn(name)
            #expect(refused.status == 429)
            #expect(try await client.signIn("bob").status == 200)
        }
    }

    @Test func `counts each address by itself, and all of an IPv6 network together`() throws {
        var limits = TrailServerConfiguration.Access.Attempts()
        limits.fromOneAddress = 1
        let throttle = SignInThrottle(limits)
        try throttle.admit("a", from: "192.0.2.1")
        try throttle.admit("a", from: "192.0.2.2")
        try throttle.admit("a", from: "2001:db8::1")
        for address in ["192.0.2.1", "2001:db8::2"] {
            #expect(throws: Problem.self) { try throttle.admit("b", from: address) }
        }
    }

    @Test func `one address alone keeps no user out`() {
        let limits = TrailServerConfiguration.Access.Attempts()
        #expect(limits.fromOneAddress < limits.onOneName)
        #expect(limits.addressInterval > limits.nameInterval)
    }
}
