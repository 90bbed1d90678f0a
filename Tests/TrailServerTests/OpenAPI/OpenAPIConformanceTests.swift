import HTTPTypes
import Testing
import Trail

@testable import TrailServer

/// That the routes answer what the document says of them.
@Suite struct OpenAPIConformanceTests {
    @Test func `answers what is described`() async throws {
        let server = try await RouteMatrixTests.server()
        let scope = OpenAPIScope(
            configuration: server.configuration,
            access: .all,
            isServer: true
        )
        let document = OpenAPIDocument(scope)
        let check = SchemaCheck(document: document.json(below: ""))
        try await server.run { client in
            let root = try #require(await server.store.user(named: "root"))
            let cookie = try await server.cookie(of: root)
            var checked = 0
            for row in RouteTable.described {
                let path = try #require(document.paths.first { $0.routes.contains(row.path) })
                for operation in path.operations {
                    let answer = try await client.send(operation, row.address, cookie)
                    checked += 1
                    let place = "\(operation.method) \(row.sample)"
                    let method = operation.method.rawValue.lowercased()
                    let responses = check.document["paths"][path.path][method]["responses"]
                    let response = check.resolved(responses[String(answer.status)])
                    #expect(response != .null, "\(place): \(answer.status) is not described")
                    #expect(answer.status < 500, "\(place): \(answer.text)")
                    let type = String((answer["Content-Type"] ?? "").prefix { $0 != ";" })
                    if !answer.bytes.isEmpty, response["content"] != .null {
                        #expect(response["content"][type] != .null, "\(place): \(type)")
                    }
                    guard type.hasSuffix("json"), type != "application/x-ndjson" else { continue }
                    let schema = response["content"][type]["schema"]
                    let faults = check.faults(of: answer.json, schema)
                    #expect(faults == [], "\(place) \(answer.status)")
                }
            }
            #expect(checked > 200)
        }
    }

    @Test func `describes what goes wrong, and what is recorded all the same`() async throws {
        let server = try TestServer()
        let check = SchemaCheck(
            document: OpenAPIDocument(
                OpenAPIScope(configuration: server.configuration, access: .all, isServer: true)
            )
            .json(below: "")
        )
        let token = try await server.token([.ingest])
        let good = #"{"kind":"page","what":{"detail":{"path":"/"}}}"#
        try await server.run { client in
            for (body, status) in [
                (good, 201), ("[\(good),{}]", 207), ("[{}]", 400), ("[\(good)]", 200), ("{", 400),
                ("{}", 400), ("[]", 200), (#"{"kind":"page","what":{},"hwo":1}"#, 400),
            ] {
                let path = "/api/activity/events/"
                let answer = try await client.post(path, body, token: token)
                #expect(answer.status == status, "\(body)")
                let responses = check.document["paths"][path]["post"]["responses"]
                let response = check.resolved(responses[String(answer.status)])
                let type = answer["Content-Type"] ?? ""
                let schema = response["content"][type]["schema"]
                #expect(schema != .null)
                #expect(check.faults(of: answer.json, schema) == [], "\(body)")
            }
        }
    }
}

extension TestClient {
    /// Does what the description of an operation has as its example.
    fileprivate func send(
        _ operation: OpenAPIOperation,
        _ path: String,
        _ headers: HTTPFields
    ) async throws -> Answer {
        var headers = headers
        let content = operation.body?.contents.first { $0.example != nil }
        if let content { headers[.contentType] = content.type }
        return try await self.send(
            operation.method,
            path,
            headers,
            content?.example.map { CanonicalJSON($0).bytes }
        )
    }
}
