import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Trail

@testable import TrailServer

/// That the document says what is served, no more and no less.
@Suite struct OpenAPIDocumentTests {
    private static let scope = OpenAPIScope(
        configuration: TrailServerConfiguration(),
        access: .all,
        isServer: true
    )

    private static let document = OpenAPIDocument(Self.scope)

    @Test func `describes the routes and methods that are served, and no others`() {
        var described: [String: Set<String>] = [:]
        for path in Self.document.paths {
            let methods = path.operations.map(\.method.rawValue)
            for route in path.routes { described[route, default: []].formUnion(methods) }
        }
        let served = Dictionary(
            uniqueKeysWithValues: RouteTable.described.map { row in
                (row.path, Set(row.needs.keys.map(\.rawValue)))
            }
        )
        for (route, methods) in served {
            #expect(described[route] == methods, "describe \(route) below OpenAPI/Areas")
        }
        #expect(Set(described.keys).subtracting(served.keys).sorted() == [], "no such route")
    }

    @Test func `asks for the credentials that the routes ask for`() {
        for path in Self.document.paths {
            guard let row = RouteTable.described.first(where: { $0.path == path.routes[0] }) else {
                continue
            }
            for operation in path.operations {
                guard let need = row.needs[operation.method] else { continue }
                let place = Comment(rawValue: "\(operation.method) \(path.path)")
                #expect(operation.access.needsCredential != need.admits(.nobody), place)
                let statuses = operation.problems(at: path.path).map(\.status.code)
                if operation.access.needsCredential { #expect(statuses.contains(401), place) }
                if !need.admits(.powerless) { #expect(statuses.contains(403), place) }
            }
        }
    }

    @Test func `names each operation once, and every variable of its path`() {
        var ids: Set<String> = []
        for path in Self.document.paths {
            let variables = path.path.split { $0 == "/" || $0 == "." }
                .filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
            for operation in path.operations {
                #expect(ids.insert(operation.title.id).inserted, "\(operation.title.id)")
                let named = operation.parameters.filter { $0.place == .path }.map(\.name)
                #expect(Set(named) == Set(variables), "\(path.path)")
                #expect(!operation.answers.isEmpty, "\(path.path)")
            }
        }
    }

    @Test func `refers to nothing that it does not have`() {
        let json = Self.document.json(below: "")
        let check = SchemaCheck(document: json)
        var references: Set<String> = []
        Self.collect(json, into: &references)
        #expect(references.count > 50)
        for reference in references {
            #expect(check.resolved(["$ref": .string(reference)]) != .null, "\(reference)")
        }
    }

    private static func collect(_ value: JSON, into references: inout Set<String>) {
        switch value {
        case .array(let elements): elements.forEach { Self.collect($0, into: &references) }
        case .object(let members):
            if let reference = members["$ref"]?.text { references.insert(reference) }
            members.values.forEach { Self.collect($0, into: &references) }
        default: break
        }
    }

    @Test func `describes parameters that the routes know`() async throws {
        let server = try TestServer { $0.allowsPurge = true }
        let root = try await server.addUser("root", isSuperuser: true)
        let cookie = try await server.cookie(of: root)
        try await server.run { client in
            for path in Self.document.paths where !path.path.contains("{") {
                for operation in path.operations where operation.method == .get {
                    for parameter in operation.parameters where parameter.place == .query {
                        // A stream goes on until it is told otherwise.
                        let isEndless = operation.parameters.contains { $0.name == "follow" }
                        let end = isEndless && parameter.name != "follow" ? "&follow=0" : ""
                        let answer = try await client.get(
                            "\(path.path)?\(parameter.name)=no.thing\(end)",
                            cookie
                        )
                        let error = answer.errors[parameter.name] ?? ""
                        let isUnknown = error.contains("No such") || error.contains("not know")
                        #expect(!isUnknown, "\(path.path) \(parameter.name): \(error)")
                        #expect(answer.status != 400 || !error.isEmpty, "\(parameter.name)")
                    }
                }
            }
        }
    }

    @Test func `knows the sign-in that an app has mounted, and no other`() {
        let none = OpenAPIScope(
            configuration: TrailServerConfiguration(),
            access: [],
            isServer: false
        )
        let document = OpenAPIDocument(none)
        let paths = document.paths.map(\.path)
        #expect(!paths.contains { $0.contains("/session") || $0.contains("/users") })
        #expect(!paths.contains("/metrics"))
        let schemes = document.json(below: "/audit")["components"]["securitySchemes"]
        #expect(schemes["session"] == .null)
        #expect(schemes["bearer"] != .null)
    }
}
