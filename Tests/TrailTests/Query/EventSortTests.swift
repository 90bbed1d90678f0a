import Testing
import Trail
import TrailTesting

@Suite struct EventSortTests {
    private static let time = Timestamp(microseconds: 1_795_228_720_000_000)

    private func event(_ draft: Event.Draft) throws -> SealedEvent {
        let event = try Event(draft, tenant: .default, now: Self.time)
        return .sealing(EncodedEvent(event, stated: .all), index: 0, at: Self.time)
    }

    @Test func `takes the value of a field, whatever its form`() throws {
        var request = RequestDetail(method: "GET", url: "/a\\b")
        request.status = 404
        request.durationMicroseconds = 12_000
        let event = try self.event(Event.Draft(.request(request)))
        #expect(EventSort(.status).key(of: event) == .number(404))
        #expect(EventSort(.duration).key(of: event) == .number(12_000))
        #expect(EventSort(.method).key(of: event) == .text(Array("GET".utf8)))
        #expect(EventSort(.url).key(of: event) == .text(Array("/a\\b".utf8)))
        #expect(EventSort(.outcome).key(of: event) == .text(Array("failure".utf8)))
        #expect(EventSort(.username).key(of: event) == .none)
        #expect(EventSort(.city).key(of: event) == .none)
    }

    @Test func `ranks severities by how grave they are`() throws {
        let keys = try SystemDetail.Severity.allCases.map { severity in
            let detail = SystemDetail(severity, category: "server", eventName: "x")
            return EventSort(.severity).key(of: try self.event(Event.Draft(.system(detail))))
        }
        #expect(keys == [.number(0), .number(1), .number(2), .number(3)])
    }

    @Test func `puts what has no value last in either direction`() {
        let keys: [EventSort.Key] = [.none, .number(2), .number(-1), .text([65]), .text([66])]
        for isDescending in [false, true] {
            let sort = EventSort(.status, isDescending: isDescending)
            let sorted = keys.sorted(by: sort.isBefore)
            let values: [EventSort.Key] = [.number(-1), .number(2), .text([65]), .text([66])]
            #expect(sorted == (isDescending ? values.reversed() : values) + [.none])
            for key in keys { #expect(!sort.isBefore(key, key)) }
        }
    }
}
