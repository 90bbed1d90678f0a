import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailServer

@Suite struct TokenAuthenticatorTests {
    private let state = CountingState()
    private let clock = ManualClock(TestServer.now)
    private let secret = TokenSecret.random()

    private func add(expiresAt: Timestamp? = nil) async throws {
        let token = APIToken(
            name: "robot",
            hash: self.secret.hash,
            scopes: [.read],
            tenant: .default,
            createdAt: TestServer.now,
            expiresAt: expiresAt
        )
        try await self.state.add(token)
    }

    @Test func `knows a token and reads it once`() async throws {
        try await self.add()
        let tokens = TokenAuthenticator(self.state, clock: self.clock, lifetime: .seconds(60))
        for _ in 0..<10 {
            let principal = try await tokens.principal(presenting: self.secret.text)
            #expect(principal?.credential == "token:robot")
            #expect(principal?.permissions == [.viewAllLogs])
        }
        #expect(self.state.reads == 1)
    }

    @Test func `asks no store for a text that cannot be a token`() async throws {
        let tokens = TokenAuthenticator(self.state, clock: self.clock)
        for text in ["", "abc", "trail_abc", self.secret.text + "x", self.secret.text.uppercased()]
        {
            #expect(try await tokens.principal(presenting: text) == nil)
        }
        #expect(self.state.reads == 0)
        #expect(try await tokens.principal(presenting: TokenSecret.random().text) == nil)
        #expect(self.state.reads == 1)
    }

    @Test func `stops believing a revoked token`() async throws {
        try await self.add()
        let tokens = TokenAuthenticator(self.state, clock: self.clock, lifetime: .milliseconds(20))
        #expect(try await tokens.principal(presenting: self.secret.text) != nil)
        _ = await self.state.revokeToken(named: "robot", at: TestServer.now)
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await tokens.principal(presenting: self.secret.text) == nil)
        #expect(try await tokens.principal(presenting: self.secret.text) == nil)
    }

    @Test func `stops at once when the token ends`() async throws {
        try await self.add(expiresAt: TestServer.now.advanced(by: .seconds(60)))
        let tokens = TokenAuthenticator(self.state, clock: self.clock, lifetime: .seconds(3_600))
        #expect(try await tokens.principal(presenting: self.secret.text) != nil)
        self.clock.advance(by: .seconds(60))
        #expect(try await tokens.principal(presenting: self.secret.text) == nil)
    }

    @Test func `lets nobody in when the store cannot be read`() async throws {
        try await self.add()
        let tokens = TokenAuthenticator(self.state, clock: self.clock, lifetime: .zero)
        #expect(try await tokens.principal(presenting: self.secret.text) != nil)
        self.state.fail()
        await #expect(throws: TrailError.self) {
            try await tokens.principal(presenting: self.secret.text)
        }
    }

    @Test func `sends one of many callers to read a token that has just gone stale`() {
        var cache = TokenCache()
        let digest = self.secret.digest
        let token = APIToken(
            name: "robot",
            hash: [],
            scopes: [],
            tenant: .default,
            createdAt: TestServer.now
        )
        let start = ContinuousClock.now
        func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }
        cache.keep(TokenCache.Entry(token: token, readAt: start, .seconds(1)), for: digest)
        #expect(cache.entry(for: digest, at: at(0.9), .seconds(1)) != nil)
        #expect(cache.entry(for: digest, at: at(1.1), .seconds(1)) == nil)
        #expect(cache.entry(for: digest, at: at(1.2), .seconds(1)) != nil)
        // Reading it again hangs: nobody goes on for longer than twice the lifetime.
        #expect(cache.entry(for: digest, at: at(2.1), .seconds(1)) == nil)
        #expect(cache.entry(for: digest, at: at(2.2), .seconds(1)) == nil)
        // A long time without any caller: nobody may go on with what was known then.
        #expect(cache.entry(for: digest, at: at(60), .seconds(1)) == nil)
        #expect(cache.entry(for: digest, at: at(60.1), .seconds(1)) == nil)
    }

    @Test func `keeps a bounded number of tokens`() {
        var cache = TokenCache()
        let token = APIToken(
            name: "robot",
            hash: [],
            scopes: [],
            tenant: .default,
            createdAt: TestServer.now
        )
        let entry = TokenCache.Entry(token: token, readAt: .now, .seconds(60))
        let secrets = (0...TokenCache.capacity).map { _ in TokenSecret.random().digest }
        for digest in secrets {
            cache.keep(entry, for: digest)
        }
        let kept = secrets.filter { cache.entry(for: $0, at: .now, .seconds(1)) != nil }
        #expect(kept.count <= TokenCache.capacity)
        #expect(kept.contains(secrets[TokenCache.capacity]))
    }
}

/// Counts how often tokens are read.
private final class CountingState: TokenStore {
    private struct Contents {
        var tokens: [APIToken] = []
        var reads = 0
        var fails = false
    }

    private let contents = Mutex(Contents())

    var reads: Int { self.contents.withLock { $0.reads } }

    func fail() { self.contents.withLock { $0.fails = true } }

    func add(_ token: APIToken) async throws {
        self.contents.withLock { $0.tokens.append(token) }
    }

    func tokens() async throws -> [APIToken] { self.contents.withLock { $0.tokens } }

    func token(hash: [UInt8]) async throws -> APIToken? {
        try self.contents.withLock { contents in
            contents.reads += 1
            guard !contents.fails else { throw TrailError(.storeUnavailable, "") }
            return contents.tokens.first { $0.hash == hash }
        }
    }

    func revokeToken(named name: String, at time: Timestamp) async -> Bool {
        self.contents.withLock { contents in
            for place in contents.tokens.indices where contents.tokens[place].name == name {
                contents.tokens[place].revokedAt = time
                return true
            }
            return false
        }
    }
}
