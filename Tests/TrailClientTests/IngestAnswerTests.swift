import MerkleLog
import NIOCore
import Testing
import Trail
import TrailTesting

@testable import TrailClient

@Suite struct IngestAnswerTests {
    private let events: [EncodedEvent]
    private let hash = String(repeating: "ab", count: 32)

    init() throws {
        var samples = SampleEvents(seed: 1, time: Timestamp(microseconds: 0))
        self.events = try samples.events(3)
    }

    private func id(_ place: Int) -> String { self.events[place].header.id.description }

    private func stored(_ place: Int, status: Int = 201) -> String {
        #"{"line":\#(place + 1),"status":\#(status),"id":"\#(self.id(place))","#
            + #""ledger_index":\#(place + 10),"integrity_hash":"\#(self.hash)"}"#
    }

    private func result(_ lines: String...) -> AppendResult {
        var answer = IngestAnswer(to: self.events[...])
        answer.read(ByteBuffer(string: lines.map { $0 + "\n" }.joined()))
        return answer.result
    }

    @Test func `says of each line what became of it`() throws {
        let refused =
            #"{"line":3,"type":"urn:trail:problem:invalid-input","title":"t","status":400,"#
            + #""detail":"d","errors":{"what.detail.path":["r"],"<script>":[]}}"#
        let result = self.result(
            self.stored(0),
            self.stored(1, status: 200),
            refused,
            #"{"stored":1,"repeated":1,"rejected":1}"#
        )
        #expect(result.failure == nil)
        let ids = self.events.map(\.header.id)
        #expect(
            result.outcomes.map { "\($0)".contains("10") }.first == true
        )
        guard case .sealed(.durable(ids[0], index: 10, let leaf)) = result.outcomes[0],
            case .repeated(.durable(ids[1], index: 11, _)) = result.outcomes[1]
        else {
            Issue.record("not \(result.outcomes)")
            return
        }
        #expect(leaf.hex == self.hash)
        #expect(
            result.outcomes[2]
                == .refused(
                    ids[2],
                    reason: "the remote Trail refuses the event: 400 invalid-input "
                        + "(what.detail.path)"
                )
        )
    }

    @Test func `knows a conflict, and an event that waits in the server's own spool`() {
        let result = self.result(
            #"{"line":1,"status":202,"id":"\#(self.id(0))"}"#,
            #"{"line":2,"type":"urn:trail:problem:conflict","status":409}"#,
            #"{"line":3,"type":"urn:trail:problem:overloaded","status":503}"#,
            #"{"stored":0,"repeated":0,"rejected":2}"#
        )
        let ids = self.events.map(\.header.id)
        #expect(result.outcomes == [.sealed(.accepted(ids[0])), .conflict(ids[1])])
        #expect(result.failure?.code == .overloaded)
    }

    @Test func `tells where the server stopped`() {
        let result = self.result(
            self.stored(0),
            #"{"type":"urn:trail:problem:out-of-space","status":507,"stored":1,"not_read_from":2}"#
        )
        #expect(result.outcomes.count == 1)
        #expect(result.failure?.code == .outOfSpace)
    }

    @Test(arguments: [
        "", "<html>welcome</html>", "{}", #"{"ok":true}"#, #"{"line":2,"status":201}"#,
        #"{"line":1,"status":201,"id":"0195504e-8a00-7c3d-8e4f-aabbccddeeff"}"#,
        #"{"stored":2,"repeated":0,"rejected":0}"#, #"{"stored":"3"}"#, "\u{0}", "[",
    ]) func `takes nothing for granted that is not said`(line: String) {
        let result = self.result(line)
        #expect(result.outcomes.isEmpty)
        #expect(result.failure?.code == .storeUnavailable)
    }

    @Test func `believes the figures where the wish for lines got lost`() {
        let result = self.result(#"{"stored":2,"repeated":1,"rejected":0,"results":[]}"#)
        #expect(result.outcomes == self.events.map { .sealed(.accepted($0.header.id)) })
        #expect(result.failure == nil)
    }

    @Test func `nothing of an answer gets into a message but words`() {
        let secret = "Bearer trail_secret"
        let result = self.result(
            #"{"line":1,"type":"\#(secret)","status":400,"detail":"\#(secret)","#
                + #""errors":{"\#(secret)":[]}}"#,
            #"{"type":"x:\#(secret)","status":500,"detail":"\#(secret)"}"#
        )
        #expect(!"\(result)".contains("secret"))
        #expect(result.outcomes.count == 1 && result.failure != nil)
    }
}
