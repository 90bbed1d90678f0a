internal import HTTPTypes
internal import Trail

/// What a server serves, as an OpenAPI 3.1 document.
///
/// The operations are described area by area; a test holds them against the routes there are.
struct OpenAPIDocument: Sendable {
    /// What the document is about.
    let scope: OpenAPIScope
    /// Its paths.
    let paths: [OpenAPIPath]

    /// The document of what `scope` serves.
    init(_ scope: OpenAPIScope) {
        self.scope = scope
        self.paths = OpenAPIPath.all(scope)
    }

    /// The document as JSON.
    ///
    /// - Parameter base: The path below which the routes are; empty for the root.
    /// - Returns: The document.
    func json(below base: String) -> JSON {
        let tags = Set(self.paths.flatMap { $0.operations.map(\.title.tag) })
        return [
            "openapi": "3.1.0",
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "info": [
                "title": "Trail",
                "version": "1",
                "summary": "An audit trail that proves it was not altered.",
                "description": .string(Self.introduction),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(base.isEmpty ? "/" : base)]],
            "tags": .array(
                OpenAPIOperation.Tag.allCases.filter(tags.contains).map {
                    ["name": .string($0.rawValue)]
                }
            ),
            "paths": .object(self.pathItems),
            "components": .object(self.components),
        ]
    }

    private static let introduction =
        "A slash at the end of a path may be left out. HEAD is answered wherever GET is, OPTIONS "
        + "everywhere; other methods are a 405. Unknown parameters and fields are errors, as is "
        + "one that is given twice. `x-trail-spellings` are other paths that do the same."

    private var pathItems: [String: JSON] {
        let security = self.securitySchemes.keys.sorted()
        let items = self.paths.map { path in
            var members: [String: JSON] = [:]
            for operation in path.operations {
                members[operation.method.rawValue.lowercased()] = operation.json(
                    at: path.path,
                    security: security
                )
            }
            if !path.twins.isEmpty {
                members["x-trail-spellings"] = .array(path.twins.map { .string($0) })
            }
            return (path.path, JSON.object(members))
        }
        return Dictionary(items, uniquingKeysWith: { $1 })
    }

    private var components: [String: JSON] {
        var problems = OpenAPIProblems()
        var schemas = JSONSchema.problem.named.merging(JSONSchema.ingestProblem.named) { $1 }
        var parameters: [String: JSON] = [:]
        for path in self.paths {
            for operation in path.operations {
                problems.add(operation.problems(at: path.path))
                for schema in operation.schemas { schemas.merge(schema.named) { $1 } }
                for parameter in operation.parameters {
                    if let name = parameter.component { parameters[name] = parameter.json }
                }
            }
        }
        return [
            "schemas": .object(schemas),
            "parameters": .object(parameters),
            "responses": problems.json,
            "securitySchemes": .object(self.securitySchemes),
        ]
    }

    /// The ways to show who one is.
    private var securitySchemes: [String: JSON] {
        var schemes: [String: JSON] = [:]
        if self.scope.access.contains(.tokens) || self.scope.access.isEmpty {
            schemes["bearer"] = [
                "type": "http", "scheme": "bearer",
                "description": .string(
                    self.scope.access.isEmpty
                        ? "As the app that serves this signs its users in."
                        : "An API token, or a JWT where the server is told whose."
                ),
            ]
        }
        if self.scope.access.contains(.session) {
            schemes["session"] = [
                "type": "apiKey", "in": "cookie", "name": "trail_user",
                "description": "The cookie of who has signed in; __Host-trail_user behind TLS.",
            ]
        }
        return schemes
    }
}
