import Testing

@testable import Trail

struct SourceSequenceTests {
    @Test func `goes on where the last process left off`() throws {
        let folder = TemporaryFolder()
        func numbers() throws -> [Int64] {
            let sequence = try SourceSequence(source: "web-3", path: folder.path("web-3.sequence"))
            return (0..<3).map { _ in sequence.next() }
        }
        #expect(try numbers() == [1, 2, 3])
        #expect(try numbers() == [4, 5, 6])
    }

    @Test func `its bytes`() throws {
        let folder = TemporaryFolder()
        _ = try SourceSequence(source: "web-3", path: folder.path("s")).next()
        let bytes = try folder.bytes("s")
        #expect(bytes.count == 64)
        #expect(Array(bytes[0..<8]) == Array("TRAILSEQ".utf8))
        #expect(Array(bytes[16..<24]) == [2, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func `is one recorder's own`() throws {
        let folder = TemporaryFolder()
        let first = try SourceSequence(source: "a", path: folder.path("s"))
        let error = #expect(throws: TrailError.self) {
            try SourceSequence(source: "a", path: folder.path("s"))
        }
        #expect(error?.code == .alreadyServed)
        #expect(first.next() == 1)
    }

    @Test func `refuses the file of another source, and what is no such file`() throws {
        let folder = TemporaryFolder()
        _ = try SourceSequence(source: "a", path: folder.path("s"))
        try folder.write(Array(repeating: 7, count: 64), "t")
        for name in ["s", "t"] {
            let error = #expect(throws: TrailError.self) {
                try SourceSequence(source: "b", path: folder.path(name))
            }
            #expect(error?.code == .invalidConfiguration)
        }
        #expect(throws: TrailError.self) { try SourceSequence(source: "", path: folder.path("u")) }
    }

    @Test func `numbers what the recorder records and leaves what others say`() async throws {
        let folder = TemporaryFolder()
        let sequence = try SourceSequence(source: "web-3", path: folder.path("s"))
        let fixture = RecorderFixture(sequence: sequence)
        try await fixture.run {
            fixture.recorder.record(.sample(0))
            fixture.recorder.record(.invalid)
            var other = Event.Draft.sample(1)
            other.context.source = "elsewhere"
            _ = try await fixture.recorder.recordDurably(other)
            let stated = try fixture.recorder.encode(.sample(2))
            _ = try await fixture.recorder.append([stated])
            _ = try await fixture.recorder.recordDurably(.sample(3))
            try await eventually { fixture.ledger.lossEvents.count == 1 }
        }
        let texts = fixture.ledger.sealed.map {
            String(decoding: $0.sections.where?.text ?? [], as: UTF8.self)
        }
        let mine = (1...3).map { #"{"source":"web-3","source_sequence":\#($0)}"# }
        #expect(Set(texts) == Set(mine + [#"{"source":"elsewhere"}"#, ""]))
        #expect(fixture.ledger.sealed.allSatisfy { !$0.stated.contains(.where) || $0.number == 1 })
    }
}
