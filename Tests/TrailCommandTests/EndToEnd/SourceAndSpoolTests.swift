import Foundation
import Testing
import Trail
import TrailSQLite

@Suite struct SourceAndSpoolTests {
    private func event(_ number: Int64) throws -> EncodedEvent {
        var draft = Event.Draft(.page(PageDetail(path: "/\(number)")))
        draft.context.source = "web-3"
        draft.context.sourceSequence = number
        return EncodedEvent(try Event(draft, tenant: .default, now: .now()), stated: .all)
    }

    @Test func `a server drains its spool, and doctor says what never arrived`() async throws {
        let installation = try Installation()
        let path = installation.file("spool").path
        let spool = try SQLiteSpool(SQLiteSpool.Configuration(path: path))
        _ = try await spool.append([1, 2, 3, 8].map { try self.event($0) })
        try spool.close()
        let server = try await RunningServer(installation, ["--spool-path", path])
        #expect(await server.stop() == 0)
        // The making of the first user, in a ledger that has events, is one as well.
        let pages = try await installation.export(["--kind", "page"])
        #expect(pages.count == 4)
        let left = try SQLiteSpool(SQLiteSpool.Configuration(path: path))
        #expect(try await left.size().events == 0)
        try left.close()
        let doctor = try await installation.trail("doctor", "--sources")
        #expect(doctor.status == 1)
        let own = doctor.lines.filter { $0.contains("web-3") }
        #expect(own.count == 2)
        #expect(own.first?.hasSuffix("4 events up to number 8, 4 missing") == true)
        #expect(own.last?.contains("4 events missing between 2") == true)
        #expect(own.last?.hasSuffix("(numbers 4 to 7)") == true)
    }
}
