import Foundation
import HTTPTypes
import InMemoryLogging
import Logging
import ServiceLifecycle
import Testing
import Trail
import TrailTesting

@testable import TrailJWT

@Suite struct JWTKeyRingTests {
    private static func source(
        _ place: String,
        pause: Duration = .zero,
        _ change: (inout JWTKeySetSource) -> Void = { _ in }
    ) throws -> JWTKeySetSource {
        var source = try JWTKeySetSource(place)
        source.pause = pause
        // As long as a busy machine may take.
        source.patience = .seconds(60)
        change(&source)
        return source
    }

    private static func reader(_ ring: JWTKeyRing) -> JWTReader {
        JWTReader(ring, clock: ManualClock(testTime))
    }

    private static func write(_ jwk: String, to path: String) throws {
        try #"{"keys":[\#(jwk)]}"#.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func services(_ ring: JWTKeyRing) -> ServiceGroup {
        ServiceGroup(
            configuration: .init(services: [.init(service: ring)], logger: Logger(label: "test"))
        )
    }

    @Test func `verifies with the keys behind a URL`() async throws {
        let issuer = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(issuer.jwk("one")))
        try await server.run { url in
            let ring = JWTKeyRing(keySet: try Self.source(url))
            #expect(!ring.isEmpty)
            try await ring.load()
            let reader = Self.reader(ring)
            for _ in 0..<10 { #expect(await reader.read(try issuer.token(kid: "one")).isVerified) }
            #expect(server.requests == 1)
        }
    }

    @Test func `follows a rotation when a token names a key that is not known yet`() async throws {
        let old = try await Issuer.make(.es256)
        let new = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(old.jwk("old")))
        try await server.run { url in
            let ring = JWTKeyRing(keySet: try Self.source(url))
            try await ring.load()
            let reader = Self.reader(ring)
            #expect(await reader.read(try old.token(kid: "old")).isVerified)
            server.answer(KeyServer.set(old.jwk("old"), new.jwk("new")))
            #expect(await reader.read(try new.token(kid: "new")).isVerified)
            #expect(await reader.read(try old.token(kid: "old")).isVerified)
            #expect(server.requests == 2)
        }
    }

    @Test func `refuses a removed key's tokens at once, also those it had verified`() async throws {
        let old = try await Issuer.make(.es256)
        let new = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(old.jwk("old")))
        try await server.run { url in
            let ring = JWTKeyRing(keySet: try Self.source(url))
            try await ring.load()
            let reader = Self.reader(ring)
            let token = try old.token(kid: "old")
            #expect(await reader.read(token).isVerified)
            server.answer(KeyServer.set(new.jwk("new")))
            #expect(await reader.read(token).isVerified)
            await ring.refresh()
            #expect(await reader.read(token).claimedFor == .unknownKey)
        }
    }

    @Test func `asks no more often than the pause allows, whatever tokens name`() async throws {
        let issuer = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(issuer.jwk("one")))
        try await server.run { url in
            let ring = JWTKeyRing(keySet: try Self.source(url, pause: .seconds(60)))
            try await ring.load()
            let reader = Self.reader(ring)
            for number in 0..<100 {
                let reading = await reader.read(try issuer.token(kid: "invented-\(number)"))
                #expect(reading.claimedFor == .unknownKey)
            }
            #expect(server.requests == 1)
        }
    }

    @Test func `asks once for many requests at a time, all of which get the answer`() async throws {
        let issuer = try await Issuer.make(.es256)
        guard case .keys(let text) = KeyServer.set(issuer.jwk("one")) else { return }
        let server = KeyServer(.late(text, .milliseconds(200)))
        try await server.run { url in
            let ring = JWTKeyRing(keySet: try Self.source(url, pause: .seconds(60)))
            let reader = Self.reader(ring)
            let token = try issuer.token(kid: "one")
            let verified = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 { group.addTask { await reader.read(token).isVerified } }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(verified == 50)
            #expect(server.requests == 1)
        }
    }

    @Test(arguments: [
        (KeyServer.Manner.status(.internalServerError), "status(500)"),
        (.status(.notFound), "status(404)"), (.status(.noContent), "status(204)"),
        (.redirect(to: "/moved"), "status(302)"), (.keys("<html>"), "not a JWK set"),
        (.keys(#"{"keys":[]}"#), "no key of the JWK set"),
        (.keys(String(repeating: " ", count: 300_000)), "tooLong"),
    ])
    func `keeps its keys when the answer is of no use`(
        manner: KeyServer.Manner,
        reason: String
    ) async throws {
        let issuer = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(issuer.jwk("one")))
        try await server.run { url in
            let source = try Self.source(url)
            let logs = InMemoryLogHandler()
            let ring = JWTKeyRing(keySet: source, logger: Logger(label: "test") { _ in logs })
            try await ring.load()
            server.answer(manner)
            await ring.refresh()
            #expect(ring.hasFailed)
            #expect(server.requests == 2)
            #expect(await Self.reader(ring).read(try issuer.token(kid: "one")).isVerified)
            let warnings = logs.entries.filter { $0.level == .warning }
            #expect(warnings.count == 1)
            #expect(warnings.first?.metadata["trail.source"] == "127.0.0.1")
            #expect("\(warnings)".contains(reason))
            #expect(!"\(logs.entries)".contains("/keys"))
            server.answer(KeyServer.set(issuer.jwk("one")))
            await ring.refresh()
            #expect(!ring.hasFailed)
        }
    }

    @Test(arguments: [KeyServer.Manner.trickle, .late(#"{"keys":[]}"#, .seconds(2))])
    func `waits no longer than its patience, however slowly an answer comes`(
        manner: KeyServer.Manner
    ) async throws {
        let server = KeyServer(manner)
        try await server.run { url in
            let source = try Self.source(url) { $0.patience = .milliseconds(100) }
            await #expect(throws: KeySetFailure.late) { _ = try await source.read() }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `holds nobody up where connections are refused`() async throws {
        // Nobody listens on port 1.
        let source = try Self.source("http://127.0.0.1:1/keys") { $0.patience = .seconds(3_600) }
        let error = await #expect(throws: (any Error).self) { _ = try await source.read() }
        #expect(error as? KeySetFailure == nil, "not waited for until it was late")
    }

    @Test func `starts without an endpoint that is away, and finds it later`() async throws {
        let issuer = try await Issuer.make(.rs256)
        let server = KeyServer(.status(.serviceUnavailable))
        try await server.run { url in
            let ring = JWTKeyRing(keySet: try Self.source(url))
            try await ring.load()
            let reader = Self.reader(ring)
            #expect(await reader.read(try issuer.token()).claimedFor == .unknownKey)
            server.answer(KeyServer.set(issuer.jwk("one")))
            #expect(await reader.read(try issuer.token()).isVerified)
        }
    }

    @Test func `reads keys from a file and reads it again`() async throws {
        let issuer = try await Issuer.make(.eddsa)
        let path = NSTemporaryDirectory() + "trail-keys-\(UUID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let ring = JWTKeyRing(keySet: try Self.source(path))
        await #expect(throws: TrailError.self) { try await ring.load() }
        try Self.write(issuer.jwk("one"), to: path)
        try await ring.load()
        #expect(await Self.reader(ring).read(try issuer.token(kid: "one")).isVerified)
        let next = try await Issuer.make(.eddsa)
        try Self.write(next.jwk("two"), to: path)
        #expect(await Self.reader(ring).read(try next.token(kid: "two")).isVerified)
        let old = await Self.reader(ring).read(try issuer.token(kid: "one"))
        #expect(old.claimedFor == .unknownKey)
    }

    @Test func `keeps the keys that are set beside those of a set`() async throws {
        let fixed = try await Issuer.make(.hs256)
        let issuer = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(issuer.jwk("one")))
        try await server.run { url in
            let ring = JWTKeyRing([fixed.key], keySet: try Self.source(url))
            let reader = Self.reader(ring)
            #expect(await reader.read(try fixed.token()).isVerified)
            #expect(server.requests == 0)
            try await ring.load()
            #expect(await reader.read(try fixed.token()).isVerified)
            #expect(await reader.read(try issuer.token(kid: "one")).isVerified)
        }
    }

    @Test func `reads the keys at its interval while it runs, and ends when told`() async throws {
        let issuer = try await Issuer.make(.es256)
        let server = KeyServer(KeyServer.set(issuer.jwk("one")))
        try await server.run { url in
            let source = try Self.source(url) { $0.interval = .milliseconds(20) }
            let ring = JWTKeyRing(keySet: source)
            let group = Self.services(ring)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                while server.requests < 3 { try await Task.sleep(for: .milliseconds(5)) }
                await group.triggerGracefulShutdown()
                try await tasks.next()
            }
            #expect(await Self.reader(ring).read(try issuer.token(kid: "one")).isVerified)
        }
    }

    @Test func `runs without a key set until it is told to end`() async throws {
        let ring = JWTKeyRing([try await Issuer.make(.hs256).key])
        let group = Self.services(ring)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await Task.sleep(for: .milliseconds(20))
            await group.triggerGracefulShutdown()
            try await tasks.next()
        }
    }
}
