internal import HTTPTypes
internal import Trail

extension OpenAPIOperation {
    /// What may go wrong at `path`.
    func problems(at path: String) -> [Problem.Kind] {
        var kinds: [Problem.Kind] = [.malformed, .invalidInput, .headTooLarge, .failure]
        kinds += self.access.problems
        if path.contains("{") { kinds.append(.notFound) }
        if self.access != .anyone { kinds += [.storeUnavailable, .closed] }
        if self.method != .get {
            // From pages of other origins.
            kinds.append(.forbidden)
            kinds += [.overloaded, .outOfSpace, .unstorable, .ledgerRefused, .clockBehind]
            kinds += [.conflict, .underWay]
        }
        if self.body != nil { kinds += [.tooSlow, .tooLarge, .unsupportedMediaType] }
        kinds += self.failures.kinds
        var seen: Set<Problem.Kind> = []
        return kinds.filter { seen.insert($0).inserted }
    }

    /// The operation as JSON.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - security: The names of the ways to show who one is.
    /// - Returns: The operation object.
    func json(at path: String, security: [String]) -> JSON {
        var members: [String: JSON] = [
            "operationId": .string(self.title.id),
            "summary": .string(self.title.summary),
            "tags": [.string(self.title.tag.rawValue)],
            "responses": .object(self.responses(at: path)),
        ]
        let sentences = [self.title.details, self.access.sentence].compactMap { $0 }
        if !sentences.isEmpty {
            members["description"] = .string(sentences.joined(separator: " "))
        }
        if !self.parameters.isEmpty {
            members["parameters"] = .array(self.parameters.map(\.reference))
        }
        if let body {
            members["requestBody"] = [
                "content": OpenAPIContent.json(body.contents), "required": .bool(body.isRequired),
            ]
        }
        members["security"] = .array(self.requirements(security))
        return .object(members)
    }

    private func requirements(_ names: [String]) -> [JSON] {
        let schemes = names.map { JSON.object([$0: []]) }
        return switch self.access {
        case .anyone: []
        // No requirement at all is one of the choices.
        case .visitors: [.object([:])] + schemes
        default: schemes
        }
    }

    private func responses(at path: String) -> [String: JSON] {
        var responses: [String: JSON] = [:]
        for kind in self.problems(at: path) {
            let name = OpenAPIProblems.name(kind.status.code, isOfIngest: self.failures.areOfIngest)
            responses[String(kind.status.code)] = [
                "$ref": .string("#/components/responses/" + name)
            ]
        }
        for answer in self.answers {
            responses[String(answer.status)] = answer.json
        }
        return responses
    }

    /// The schemas that it refers to.
    var schemas: [JSONSchema] {
        self.parameters.map(\.schema) + (self.body?.contents ?? []).map(\.schema)
            + self.answers.flatMap { $0.contents.map(\.schema) }
    }
}
