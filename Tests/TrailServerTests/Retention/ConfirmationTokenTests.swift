import Testing
import Trail

@testable import TrailServer

@Suite struct ConfirmationTokenTests {
    private static let key = [UInt8](repeating: 7, count: 32)
    private static let now = TestServer.now

    private func principal(_ id: String) -> Principal {
        Principal(id: id, name: nil, type: .user, permissions: [], tenant: .default)
    }

    private func token(at now: Timestamp = Self.now) -> ConfirmationToken {
        ConfirmationToken(for: "purge", by: self.principal("ada"), now: now, key: Self.key)
    }

    private func read(
        _ text: String,
        act: String = "purge",
        by id: String = "ada",
        at now: Timestamp = Self.now,
        key: [UInt8] = Self.key
    ) -> ConfirmationToken? {
        ConfirmationToken(text, for: act, by: self.principal(id), now: now, key: key)
    }

    @Test func `is good for one act of one principal for ten minutes`() {
        let token = self.token()
        #expect(self.read(token.text) == token)
        let last = Self.now.advanced(by: .seconds(599))
        #expect(self.read(token.text, at: last)?.madeAt == Self.now)
        #expect(self.read(token.text, at: Self.now.advanced(by: .seconds(600))) == nil)
        #expect(self.read(token.text, at: Self.now.advanced(by: .seconds(-1))) == nil)
        #expect(self.read(token.text, act: "erase") == nil)
        #expect(self.read(token.text, by: "eve") == nil)
        #expect(self.read(token.text, key: [UInt8](repeating: 8, count: 32)) == nil)
    }

    @Test func `is not to be moved in time or made up`() {
        let token = self.token()
        let later = self.token(at: Self.now.advanced(by: .seconds(1)))
        #expect(self.read(String(later.text.prefix(11)) + token.text.dropFirst(11)) == nil)
        for text in ["", "A", "AAAA", "***", String(token.text.dropLast()), token.text + "A"] {
            #expect(self.read(text) == nil, "\(text)")
        }
    }
}
