import Testing
import Trail

@testable import TrailServer

@Suite struct UsedConfirmationsTests {
    private struct Failure: Error {}

    private let confirmations = UsedConfirmations()

    private func token(at now: Timestamp = TestServer.now) -> ConfirmationToken {
        let principal = Principal(
            id: "ada",
            name: nil,
            type: .user,
            permissions: [],
            tenant: .default
        )
        return ConfirmationToken(for: "purge", by: principal, now: now, key: self.confirmations.key)
    }

    private func use(
        _ token: ConfirmationToken,
        _ act: () async throws -> Void = {}
    ) async throws {
        try await self.confirmations.use(token, now: TestServer.now, act)
    }

    @Test func `lets a token be used once`() async throws {
        let token = self.token()
        try await self.use(token)
        await #expect(throws: Problem.self) { try await self.use(token) }
        try await self.use(self.token(at: TestServer.now.advanced(by: .seconds(1))))
    }

    @Test func `lets nobody use it while it is being used`() async throws {
        let token = self.token()
        try await self.use(token) {
            await #expect(throws: Problem.self) { try await self.use(token) }
        }
    }

    @Test func `lets it be used again where the act failed`() async throws {
        let token = self.token()
        await #expect(throws: Failure.self) { try await self.use(token) { throw Failure() } }
        try await self.use(token)
    }

    @Test func `knows no token of another process`() {
        #expect(self.confirmations.key.count == 32)
        #expect(self.confirmations.key != UsedConfirmations().key)
    }
}
