import HTTPTypes
import HummingbirdTesting
import Testing
import Trail

@testable import TrailServer

@Suite struct BeaconEventTests {
    private static let date = "2016-12-29T07:35:22.571Z"
    private static let form = "application/x-www-form-urlencoded"
    private static let plain = "text/plain;charset=UTF-8"

    @Test func `keeps what happened on a page, with what is said of it`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let json = #"{"date":"\#(Self.date)","path":"/","event":"cart.add","data":{"n":2}}"#
            let told = try await client.post("/djaffar/logs/", json)
            #expect(told.status == 201)
            let form = "date=\(Self.date)&path=/&event=cart.add&data=%7B%22n%22%3A2%7D"
            let filled = try await client.post("/djaffar/logs/", form, as: Self.form)
            #expect(filled.status == 201)
        }
        let events = await server.events()
        #expect(events.map(\.header.action.name) == ["page.cart.add", "page.cart.add"])
        #expect(events.map(\.header.kind) == [.page, .page])
        let what = #"{"detail":{"path":"/"},"metadata":{"n":2}}"#
        #expect(events.map { $0.text(.what) } == [what, what])
    }

    @Test func `takes empty and null for nothing`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let json = #"{"date":"\#(Self.date)","path":"/","event":null,"data":null}"#
            let told = try await client.post("/djaffar/logs/", json)
            #expect(told.status == 201)
            let form = "date=\(Self.date)&path=/&event=&data="
            let filled = try await client.post("/djaffar/logs/", form, as: Self.form)
            #expect(filled.status == 201)
        }
        #expect(await server.events().map(\.header.action.name) == ["page.view", "page.view"])
    }

    @Test(arguments: [
        (#""event":"Sign up""#, "event"), (#""event":".x""#, "event"), (#""event":7"#, "event"),
        (#""data":[1]"#, "data"), (#""data":"x""#, "data"), (#""data":7"#, "data"),
    ])
    func `names what is wrong with it`(member: String, field: String) async throws {
        let server = try TestServer()
        let json = "{\"date\":\"\(Self.date)\",\"path\":\"/\",\(member)}"
        let answer = try await server.run { try await $0.post("/djaffar/logs/", json) }
        #expect(answer.status == 400)
        #expect(answer.errors[field] != nil)
        #expect(await server.events().isEmpty)
    }

    @Test(arguments: ["data=%7B", "data=1", "data=%7B%7D&data=%7B%7D"])
    func `names what is wrong with the data of a form`(field: String) async throws {
        let server = try TestServer()
        let form = "date=\(Self.date)&path=/&" + field
        let answer = try await server.run {
            try await $0.post("/djaffar/logs/", form, as: Self.form)
        }
        #expect(answer.status == 400)
        #expect(answer.errors["data"] != nil)
    }

    @Test func `masks secrets in what is said`() async throws {
        let server = try TestServer()
        let json = #"{"date":"\#(Self.date)","path":"/","data":{"password":"hunter2"}}"#
        let answer = try await server.run { try await $0.post("/djaffar/logs/", json) }
        #expect(answer.status == 201)
        let event = try #require(await server.events().first)
        #expect(!event.text(.what).contains("hunter2"))
    }

    @Test func `reads plain text as JSON, as beacons of browsers send it`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let item = #"{"date":"\#(Self.date)","path":"/b"}"#
            let batch = try await client.post("/djaffar/logs/", "[\(item)]", as: Self.plain)
            #expect(batch.status == 200)
            #expect(batch.json["results"][0]["status"].number == 201)
            let latin = "text/plain; charset=latin1"
            #expect(try await client.post("/djaffar/logs/", item, as: latin).status == 415)
            let broken = try await client.post("/djaffar/logs/", "date=x", as: Self.plain)
            #expect(broken.status == 400)
            // Programs can say what they mean.
            let token = try await server.token([.ingest])
            let events = "/api/activity/events/"
            let program = try await client.post(events, "{}", as: Self.plain, token: token)
            #expect(program.status == 415)
        }
        #expect(await server.events().count == 1)
    }

    @Test func `knows an event that a page sends again, from another session`() async throws {
        let server = try TestServer()
        try await server.run { client in
            let id = "0193a4b5-0000-7000-8000-000000000001"
            let item = #"[{"id":"\#(id)","date":"\#(Self.date)","path":"/b","event":"x"}]"#
            for status in [201, 200, 200] {
                let answer = try await client.post("/djaffar/logs/", item, as: Self.plain)
                #expect(answer.json["results"][0]["status"].number == Int64(status))
            }
        }
        #expect(await server.events().count == 1)
    }
}
